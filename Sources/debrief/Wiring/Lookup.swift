import Content

/// The name if it is one of these, or a refusal with the nearest, or with all there are.
func known(_ name: String, among names: [String], called noun: String) throws -> String {
  if names.contains(name) { return name }
  throw Refusal(
    .noInput,
    "there is no \(noun) ‘\(name)’",
    hint: nearest(to: name, in: names).map { "did you mean ‘\($0)’?" }
      ?? "known are \(names.joined(separator: ", "))"
  )
}
