// swift-tools-version: 6.2
import PackageDescription

/// The list is the architecture: a stage may import the stages before it, and none after it.
let stages = [
  "Psychometrics", "Content", "Quiz", "Session", "Records", "Competence", "Improvement", "Reports",
]

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// What a stage uses besides the stages before it; each library has its reason in Architecture.md.
let libraries: [String: [Target.Dependency]] = [
  "Content": [
    "CCmarkGFM",
    .product(name: "Crypto", package: "swift-crypto"),
    .product(name: "Yams", package: "Yams"),
  ],
  "Records": [.product(name: "Crypto", package: "swift-crypto")],
  "Storage": [
    .product(name: "GRDB", package: "GRDB.swift"),
    .product(name: "GRDBSQLite", package: "GRDB.swift"),
  ],
]

let stageTargets: [Target] = stages.enumerated().map { index, stage in
  .target(
    name: stage,
    dependencies: stages[..<index].map { .init(stringLiteral: $0) } + libraries[stage, default: []],
    swiftSettings: settings
  )
}

let edgeTargets: [Target] = [
  .systemLibrary(
    name: "CCmarkGFM",
    pkgConfig: "libcmark-gfm",
    providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]
  ),
  .systemLibrary(
    name: "CReadline",
    providers: [.apt(["libreadline-dev"]), .brew(["readline"])]
  ),
  .systemLibrary(
    name: "CArchive",
    pkgConfig: "libarchive",
    providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]
  ),
  // An edge of its own, because it links FoundationXML; see Architecture.md.
  .target(
    name: "Interchange",
    dependencies: [
      "Content", .target(name: "CArchive", condition: .when(traits: ["Packages"])),
    ],
    swiftSettings: settings
  ),
  .target(
    name: "Storage",
    dependencies: stages.map { .init(stringLiteral: $0) } + libraries["Storage", default: []],
    resources: [.embedInCode("SQLite/Schema-1.sql")],
    swiftSettings: settings
  ),
  .executableTarget(
    name: "debrief",
    dependencies: stages.map { .init(stringLiteral: $0) } + [
      "Storage", "Interchange", "CReadline",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ],
    exclude: ["Debrief.docc"],
    swiftSettings: settings
  ),
]

/// Everything a test may look at: all stages and the edge that stores.
let tested: [Target.Dependency] = (stages + ["Interchange", "Storage"]).map {
  .init(stringLiteral: $0)
}

/// What lies beside the tests without being compiled: golden files, and scripts that run other programs.
let besides = [
  "Content": ["Golden"], "Acceptance": ["Golden", "Peers", "hostile.py"],
]

let testTargets: [Target] =
  [
    .systemLibrary(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
    .target(
      name: "TestSupport",
      dependencies: tested + ["CPseudoTerminal"],
      path: "Tests/TestSupport",
      swiftSettings: settings
    ),
  ]
  + (stages + ["Interchange", "Storage", "Acceptance"]).map { module in
    .testTarget(
      name: "\(module)Tests",
      dependencies: tested + ["TestSupport"] + libraries[module, default: []]
        + (module == "Acceptance" ? ["debrief"] : []),
      exclude: besides[module, default: []],
      swiftSettings: settings
    )
  }

/// Measurements, outside the products: `swift run -c release benchmarks`.
let benchmarkTargets: [Target] = [
  .executableTarget(
    name: "benchmarks",
    dependencies: tested + ["TestSupport", .product(name: "GRDB", package: "GRDB.swift")],
    path: "Tests/Benchmarks",
    swiftSettings: settings
  )
]

let package = Package(
  name: "debrief",
  products: [.executable(name: "debrief", targets: ["debrief"])],
  traits: [
    .trait(name: "Packages", description: "Read packages of QTI (.zip, .imscc) by libarchive.")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: stageTargets + edgeTargets + testTargets + benchmarkTargets,
  swiftLanguageModes: [.v6]
)
