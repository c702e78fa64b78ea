#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives the program hundreds of hostile files and holds it to what a correct program does with them.

usage: hostile.py --program PATH [--seed N] [--classes REGEX] [--fs] [--no-big] [--per-class N]

The files come from the generator in $DEBRIEF_CORPUS/hostile/gen_hostile.py. Its source is read, not
copied: what it assumes of the grammar is replaced by ours, and each place that is replaced has to
be there, so a generator that changed is noticed. Its manifest says of every file whether it has to
be refused (R), accepted (A) or either (E), and which line a diagnostic has to name.

Always: at most 5 s and 256 MB, no signal, output in UTF-8, and no control, bidirectional or
zero-width character on standard output or standard error, whatever the format of the output.

Prints a line per class, then every deviation. What deviates for a reason stands in REASONED, and
is counted. Ends with 1 if there is a deviation without a reason.
"""
import argparse
import collections
import concurrent.futures
import csv
import html.parser
import io
import json
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree

HERE = pathlib.Path(__file__).resolve().parent
FIXTURES = HERE.parent / "TestSupport" / "Fixtures.swift"
SECONDS, MEGABYTES, LONGEST = 5.0, 256, 8 << 20

# MARK: Deviations that we want

# (format, class, kind of deviation, what its text has to match, why ours is the sensible reading).
REASONED = [
    ("lesson", "yaml-number", "accepted", "'3'|-0",
     "every scalar is read as text and then by the form of the field: quotation marks change nothing"),
    ("lesson", "key-logic", "line", "too-few-options|option-duplicate|too-many-options",
     "the mark stands at the option that is wrong, where the next step is, not at the heading"),
    ("lesson", "markdown-pathological", "status", "practice: 66",
     "a fence that is never closed hides the item, as Markdown has it; there is nothing to ask"),
    ("lesson", "nul", "accepted", "",
     "control characters in the body are shown as \\ufffd (article Content format, Text)"),
    ("lesson", "regex-bad", "accepted", "",
     "patterns are no regular expressions: but for * and ( | ) all signs are spelling, which does not count"),
    ("lesson", "yaml-alias-any", "line", "an anchor",
     "the anchor is refused, and stands before its alias"),
    ("lesson", "yaml-deep-flow(-closed)?", "line", "bytes of YAML",
     "front matter beyond 64 KB is refused as a whole"),
    ("lesson", "(line|option)-10mb", "line", "file-unreadable",
     "a file beyond 4 MB is refused by its size, before it is read"),
    ("lesson", "yaml-unclosed", "line", "never closed",
     "the quotation mark is closed by the next one, in the sources; YAML is wrong there"),
    ("lesson", ".*", "raw", r"^(out\.gift|out\.moodle-xml|[^ ]+\.md): ",
     "an export to be read again holds what the author wrote; it is no text for a terminal"),
    ("csv", "formula", "refused", "quotation marks are not read",
     "names with commas and quotation marks are refused with what to write instead"),
    ("csv", "role", "accepted", "all-staff,'",
     "who is given no duty has the least, staff"),
    ("csv", "structure", "accepted", "^'login,name",
     "the generator means a byte that is no UTF-8, and writes a letter that is"),
    ("csv", "user", "accepted", r"^'(,|0,|-u1|u 1|4294|root|\.\./)",
     "a login is compared with that of the system; it never makes a path, a command or a number"),
    ("gift|moodlexml|qti|aiken|veris", ".*", "accepted", "said (?!nothing|dropped|changed)",
     "the fault is said with its line, and a draft teaches nothing before a person has filled it"),
    ("gift|moodlexml|qti", "file-path|key-mismatch|weight", "accepted", "said (dropped|changed)",
     "what cannot be taken over is in the loss report, with the reason"),
    ("veris", "id", "accepted", "",
     "the id is made into letters, digits and hyphens before it names a draft"),
    ("aiken", "bad", "line", "the question of line 1 has no ANSWER",
     "what is missing is missed where the next question would begin; the message names the line"),
]

# MARK: The generator, with our grammar

FRONT = [
    "occurred: 2025-03",
    "sources:",
    '  - {id: review, title: Review, publisher: Example, date: 2025-05-12, url: "https://example.org/"}',
    "review-by: 2027-05-01",
    "owner: security-training",
]
HEADING = "## Lesson: know it {#l .lesson competency=verify-requests controls=A.6.3}"
RATIONALE = "  > It says why."

# Runs inside the generator. Lines are counted as the generator counts them by leaving out ours.
LESSON = '''
FRONT, HEADING, RATIONALE = %r, %r, %r
def lesson(id="safe-id", title="A lesson", extra="", stem="Which link is safe?", opts=("- [ ] bad.example", "- [x] good.example"), body="Read this."):
    kind = closing = ""
    lines = []
    for opt in opts:
        if opt.startswith("= /"):
            kind, closing = " .short-text", "\\n> It says why."
            opt = "- [x] `" + opt[3:-1] + "`"
        lines.append(opt)
        if opt.startswith("- ["): lines.append(RATIONALE)
    front = "\\n".join(x for x in FRONT if x.split(":")[0] not in [y.split(":")[0] for y in extra.split("\\n")])
    return "---\\nincident: %%s\\ntitle: %%s\\nseverity: 3\\n%%s%%s\\n---\\n\\n%%s\\n%%s\\n\\n### %%s {#q1%%s}\\n%%s\\n%%s" %% (id, title, extra, front, HEADING, body, stem, kind, "\\n".join(lines), closing)
def our_line(b, w):
    if not isinstance(w, int) or w < 1: return w
    ours = [B(x) for x in FRONT + [HEADING, RATIONALE]]
    theirs = 0
    lines = b.split(b"\\n")
    for number, line in enumerate(lines, 1):
        if line in ours: continue
        theirs += 1
        if theirs == w: return number
    return len(lines)
''' % (FRONT, HEADING, RATIONALE)

NUMBERS = (".nan", ".inf", "-1", "0", "6", "1e400", "99999999999999999999", "0x3", "0_3", "3%", "three", "'3'", "-.inf", "3.00000000000000000001", "-0", "1e0", "+3", "03", "\\u0663")

# Source of the generator, and what stands there for our grammar.
REPLACEMENTS = [
    (r'        b = B\(b\)\n', '        b = B(b)\n        if fmt == "lesson": w = our_line(b, w)\n'),
    (r'\.replace\("---\\n\\nRead", "\\nRead"\)', '.replace("---\\\\n\\\\n##", "\\\\n##")'),
    (r'L\(\)\.replace\("pass_mark", "\.\.\.\\n---\\npass_mark", 1\)', r'L().replace("severity", "...\\n---\\nseverity", 1)'),
    (r'L\(extra="id: other\\n"\)', r'L(extra="incident: other\\n")'),
    (r'L\(extra="pass_mark: 0\\n"\)', r'L(extra="severity: 1\\n")'),
    (r'\(L\(\)\.replace\("80", v, 1\), 4\) for v in \([^)]*\)', lambda _: '(L().replace("severity: 3", "severity: " + v, 1), 4) for v in %r' % (NUMBERS,)),
    (r'extra="valid_until: %s\\n"', r'extra="review-by: %s\\n"'),
    (r'\\n## Question: again \{#(q1|Q1)\}\\n- \[x\] a\\n- \[ \] b\\n', r'\\n### again {#\1}\\n- [x] a\\n" + RATIONALE + "\\n- [ ] b\\n" + RATIONALE + "\\n'),
    (r'"\\n## Question: q%d \{#z%d\}\\n- \[x\] a\\n- \[ \] b\\n" % \(i, i\)', r'"\\n### q%d {#z%d}\\n- [x] a\\n  > w\\n- [ ] b\\n  > w\\n" % (i, i)'),
    # People: the columns that we have. Contents of cells stay as they are.
    (r'H = "user,name,email,role,start\\n"', r'H = "login,name,roles,duties\\n"'),
    (r'P = "u1,Ann Lee,ann@example\.org,learner,2024-01-31\\n"', r'P = "u1,Ann Lee,all-staff,staff\\n"'),
    (r'"user,user,name,email,role,start\\n"', r'"login,login,name,roles,duties\\n"'),
    (r',(?:ann@example\.org|a@b\.c),learner,2024-01-31', ',all-staff,staff'),
    (r',f@e\.org,admin,2024-01-01', ',all-staff,chair'),
    (r'P\.replace\("learner", v\)', 'P.replace(",staff", "," + v)'),
    (r'"learner;admin"', '"staff;admin"'),
    # Quotation marks around a cell are refused here: without them wherever it can do without.
    (r"""'u1,"%s",all-staff,staff\\n' % x\.replace\('"', '""'\)""", "'u1,%s,all-staff,staff\\\\n' % (x if not set(x) & set(',\"') else '\"' + x.replace('\"', '\"\"') + '\"')"),
    (r'"learner\\u200b"', r'"staff\\u200b"'),
]


def generator_source(corpus):
    path = pathlib.Path(corpus) / "hostile" / "gen_hostile.py"
    source = path.read_text(encoding="utf-8")
    source, count = re.subn(r"def lesson\(.*?\n    return [^\n]*\n", lambda _: LESSON, source, flags=re.S)
    if count != 1:
        sys.exit(f"{path}: lesson() is not where it was")
    for pattern, replacement in REPLACEMENTS:
        source, count = re.subn(pattern, replacement, source)
        if count == 0:
            sys.exit(f"{path}: the generator changed, this is not there any more: {pattern}")
    return source


def generate(folder, arguments):
    script = folder / "generator.py"
    script.write_text(generator_source(arguments.corpus), encoding="utf-8")
    command = [sys.executable, str(script), "--seed", str(arguments.seed), "--out", str(folder)]
    command += ["--fs"] * arguments.fs + ["--no-big"] * arguments.no_big
    made = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    for line in made.stdout.decode().splitlines():
        if line.startswith("fs case skipped"):
            print(line)
    with open(folder / "MANIFEST.tsv", encoding="utf-8", newline="\n") as file:
        names = file.readline().rstrip("\n").split("\t")
        return [Case(**dict(zip(names, line.rstrip("\n").split("\t")))) for line in file]


class Case:
    def __init__(self, id, side, path, format, cwe, action, where, rule, **rest):
        self.id, self.path, self.format, self.action = id, path, format, action
        self.group = rest["class"]
        self.where = int(where) if where.isdigit() else None
        if format == "fs":
            self.path = path.encode("ascii").decode("unicode_escape")
            # One name twice in a class is one case; what they are together is looked at together.
            self.group = re.sub(r"-\d$", "", self.group)

    @property
    def key(self):
        return f"{self.format} {self.group}"


# MARK: What may be printed

# C0 but line feed and tab, DEL, C1; marks and controls of direction; line and paragraph separator;
# what has no width. The joiners U+200C and U+200D are letters to many scripts and to emoji.
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)


def unsafe(data):
    """What must not be printed in these bytes, in words, or None."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"no UTF-8 at byte {error.start}"
    found = UNSAFE.search(text)
    if not found:
        return None
    near = text[max(0, found.start() - 20): found.end() + 10]
    return f"U+{ord(found.group()):04X} in {ascii(near)}"


class ActiveHTML(html.parser.HTMLParser):
    """Elements, attributes and addresses that would do something in a browser."""

    INERT = {"http", "https", "mailto"}

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag in {"script", "iframe", "object", "embed", "base", "form", "input", "img", "link"}:
            self.found.append(f"<{tag}>")
        for name, value in attributes:
            if name.startswith("on") or name in {"srcdoc", "http-equiv"}:
                if not (tag == "meta" and value == "Content-Security-Policy"):
                    self.found.append(f"<{tag} {name}=…>")
            if name in {"href", "src", "action", "xlink:href"} and value:
                scheme = re.match(r"\s*([A-Za-z][\w+.-]*):", value)
                if scheme and scheme.group(1).lower() not in self.INERT:
                    self.found.append(f"{name}={value[:40]!r}")


def active_cells(text):
    """Cells that a spreadsheet would take for a formula."""
    number = re.compile(r"-?\d+(\.\d+)?$")
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            if cell[:1] in tuple("=+-@\t\r\uff1d") and not number.match(cell):
                yield cell


# MARK: Running

class Run:
    def __init__(self, output, errors, status, number, seconds, megabytes):
        self.output, self.errors, self.status, self.signal = output, errors, status, number
        self.seconds, self.megabytes = seconds, megabytes


class Bench:
    """Where one case is tried, and what deviated."""

    def __init__(self, arguments, folder, case):
        self.arguments, self.case = arguments, case
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="case-", dir=folder))
        self.deviations = []
        self.seconds = self.megabytes = 0.0
        self.verdict = "?"
        self.codes = set()
        self.workspace = self.folder / "workspace"
        self.incidents = self.workspace / "Content" / "incidents"
        self.incidents.mkdir(parents=True)
        for name, text in arguments.sound.items():
            (self.workspace / "Content" / name).write_text(text, encoding="utf-8")
        self.environment = {
            key: value for key, value in os.environ.items()
            if key not in ("NO_COLOR", "ACCESSIBLE", "CLICOLOR", "XDG_DATA_HOME", "XDG_STATE_HOME")
        }
        self.environment |= {
            "HOME": str(self.folder), "TERM": "xterm", "LC_ALL": "C.UTF-8",
            "DEBRIEF_STORE": f"sqlite:{self.folder}/ledger.sqlite",
        }

    def note(self, kind, text):
        self.deviations.append((kind, text))

    def run(self, *words, input=b""):
        """One run, held to what holds for all runs."""
        program = self.arguments.program
        files = [tempfile.TemporaryFile(dir=self.folder) for _ in range(3)]
        files[0].write(input)
        files[0].seek(0)
        start = time.monotonic()
        process = subprocess.Popen(
            [program, *map(str, words)], stdin=files[0], stdout=files[1], stderr=files[2],
            env=self.environment, cwd=self.workspace, start_new_session=True,
        )
        # The machine is to survive whatever happens here.
        resource.prlimit(process.pid, resource.RLIMIT_DATA, (4 << 30, 4 << 30))
        limit = SECONDS * self.arguments.slower
        timer = threading.Timer(limit * 3, os.kill, (process.pid, signal.SIGKILL))
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds, megabytes = time.monotonic() - start, usage.ru_maxrss / 1024
        result = Run(*(self.read(file) for file in files[1:]), process.returncode, 0, seconds, megabytes)
        self.seconds, self.megabytes = max(self.seconds, seconds), max(self.megabytes, megabytes)
        name = " ".join(str(word).replace(str(self.folder), "…") for word in words[:4])
        if process.returncode < 0:
            result.signal = -process.returncode
            self.note("signal", f"{name}: signal {result.signal} after {seconds:.1f} s")
        if seconds > limit:
            self.note("time", f"{name}: {seconds:.1f} s")
        if megabytes > MEGABYTES:
            self.note("memory", f"{name}: {megabytes:.0f} MB")
        for stream, data in (("stdout", result.output), ("stderr", result.errors)):
            if found := unsafe(data):
                self.note("raw", f"{name}: {stream}: {found}")
            if re.search(rb"Fatal error|Swift runtime failure|\*\*\* Signal", data):
                self.note("signal", f"{name}: {stream}: a stack trace")
        return result

    @staticmethod
    def read(file):
        file.seek(0)
        # What this process holds counts as the peak of its children: only so much is looked at.
        data = file.read(LONGEST)
        file.close()
        return data

    def json(self, run, name):
        if len(run.output) == LONGEST:
            self.verdict = "refused" if run.status else "accepted"
            return None
        try:
            return json.loads(run.output)
        except ValueError as error:
            if not run.signal:
                self.note("json", f"{name}: {error}; status {run.status}, stderr {run.errors[:200]!a}")
            return None

    # MARK: Verdicts

    def judge(self, run, name, diagnostics, refusals=(65,)):
        """Refused or accepted, as the manifest wants it, and at its line."""
        case = self.case
        if run.signal:
            self.verdict = "died"
            return
        self.codes = {found[3] for found in diagnostics}
        errors = [found for found in diagnostics if found[2] == "error"]
        self.verdict = "accepted" if run.status == 0 else "refused"
        if run.status not in (0, *refusals):
            self.note("status", f"{name}: status {run.status}: {run.errors[:160]!a}")
        if run.status == 0 and errors:
            self.note("status", f"{name}: status 0 in spite of {errors[0][3]}")
        if run.status != 0 and not errors:
            self.note("silent", f"{name}: refused without an error about this file")
        if case.action == "R" and self.verdict == "accepted":
            said = f"; said {diagnostics[0][3] or diagnostics[0][4]}" if diagnostics else "; said nothing"
            self.note("accepted", f"{self.excerpt()}{said}")
        if case.action == "A" and self.verdict == "refused":
            said = "; ".join(f"{line}: {code}: {text}" for line, _, _, code, text in errors[:2])
            self.note("refused", f"{self.excerpt()}: {said}")
        if case.action == "R" and self.verdict == "refused" and case.where:
            lines = [found[0] for found in errors]
            if lines and case.where not in lines:
                said = "; ".join(f"{line}: {code}: {text}" for line, _, _, code, text in errors[:3])
                self.note("line", f"line {case.where} expected for {self.excerpt()}; said {said}")

    def excerpt(self):
        """The line that the manifest names, or the beginning of the file."""
        try:
            with open(self.source, "rb") as file:
                lines = file.read(1 << 20).split(b"\n")
        except OSError:
            return ascii(self.case.path)
        line = lines[self.case.where - 1] if 0 < (self.case.where or 0) <= len(lines) else lines[0]
        return ascii(line[:70])[1:]


# MARK: Cases

def plain_name(data):
    """The file's name that its id asks for, where that can be one."""
    found = re.search(rb"^incident: (.*)$", data[:4096], flags=re.M)
    if not found:
        return "safe-id"
    try:
        name = found.group(1).decode("utf-8").strip("\r ")
    except UnicodeDecodeError:
        return "safe-id"
    fits = 0 < len(name.encode()) <= 200 and not name.startswith(".") and not re.search(r"[/\0]", name)
    return name if fits else "safe-id"


def diagnostics_of(report, path):
    return [
        (found["line"], found["column"], found["severity"], found["code"], found["message"])
        for found in report.get("diagnostics", []) if found.get("path", path) == path
    ]


def try_lesson(bench):
    data = bench.source.read_bytes()
    name = plain_name(data)
    target = bench.incidents / f"{name}.md"
    shutil.copyfile(bench.source, target)
    check_lesson(bench, name, target)


def check_lesson(bench, name, target):
    path = f"Content/incidents/{target.name}"
    shown = path
    check = ["content", "check", "--workspace", bench.workspace]
    run = bench.run(*check, "--json")
    report = bench.json(run, "content check --json")
    if report is not None:
        shown = UNSAFE.sub("\ufffd", path)
        found = diagnostics_of(report, shown) or diagnostics_of(report, path)
        bench.judge(run, "content check", found, refusals=(65, 66))
        other = [
            entry for entry in report["diagnostics"]
            if entry["path"] not in (shown, path) and entry["severity"] == "error"
        ]
        if other:
            first = other[0]
            bench.note("sound", f"{first['path']}:{first['line']}: {first['code']}: {first['message']}")
    text = bench.run(*check)
    if text.status != run.status:
        bench.note("status", f"as text {text.status}, as JSON {run.status}")
    if report is not None and run.status and not re.search(rb"(?m)^ *--> .+:\d+:\d+$", text.errors):
        bench.note("silent", f"no place in the text: {text.errors[:120]!a}")
    if "--format" in bench.arguments.help["content check"] and bench.first:
        other_formats(bench, check)
    if bench.verdict != "accepted":
        if "preview" in bench.arguments.help["content"]:
            bench.run("content", "preview", "--plain", target)
        return
    learn(bench, name, target)


def other_formats(bench, check):
    sarif = bench.run(*check, "--format", "sarif")
    bench.json(sarif, "sarif")
    junit = bench.run(*check, "--format", "junit")
    try:
        xml.etree.ElementTree.fromstring(junit.output)
    except xml.etree.ElementTree.ParseError as error:
        bench.note("xml", f"junit: {error}")
    annotations = bench.run(*check, "--format", "github").output.decode("utf-8", "replace")
    for line in annotations.splitlines():
        if line and not re.match(r"::(error|warning|notice) ", line):
            bench.note("forged", f"github: {line[:80]!a}")
            break


def learn(bench, name, target):
    """What a learner, a trainer and a reader of reports see of a lesson that was accepted."""
    answer = b"a" * 5000 + b"! k\n" if bench.case.group.startswith("regex") else b"1 k\n"
    common = ["--plain", "--workspace", bench.workspace]
    shown = bench.run("practice", *common, "--seed", 1, "--limit", 1, "--incident", name, input=answer * 2)
    if shown.status:
        bench.note("status", f"practice: {shown.status}: {shown.errors[:120]!a}")
    bench.run("content", "list", "--workspace", bench.workspace)
    bench.run("progress", *common)
    if "preview" in bench.arguments.help["content"]:
        preview = bench.run("content", "preview", *common, target)
        if preview.status:
            bench.note("status", f"preview: {preview.status}: {preview.errors[:160]!a}")
    if bench.case.group == "invisible" and not bench.codes & {"option-duplicate", "L15", "L16"}:
        bench.note("alike", f"two options look the same: {bench.excerpt()}")
    reports = bench.folder / "reports"
    for report in ("competence", "register"):
        run = bench.run("report", report, "--workspace", bench.workspace, "--to", reports)
        if run.status:
            bench.note("status", f"report {report}: {run.status}: {run.errors[:120]!a}")
    look_at_files(bench, reports)
    if "export" in bench.arguments.help["content"]:
        for form in ("gift", "moodle-xml", "csv", "markdown"):
            folder = bench.folder / "export" / form
            folder.mkdir(parents=True)
            target = folder / f"out.{form}"
            run = bench.run(
                "content", "export", form, "--workspace", bench.workspace, "--incident", name, "--to", target
            )
            if run.status not in (0, 65):
                bench.note("status", f"export {form}: {run.status}: {run.errors[:120]!a}")
        look_at_files(bench, bench.folder / "export")


def look_at_files(bench, folder):
    for path in sorted(folder.rglob("*")) if folder.exists() else []:
        if not path.is_file():
            continue
        data = path.read_bytes()
        if path.suffix == ".moodle-xml":
            try:
                xml.etree.ElementTree.fromstring(data)
            except xml.etree.ElementTree.ParseError as error:
                bench.note("xml", f"{path.name}: {error}")
        if found := unsafe(data.replace(b"\r\n", b"\n")):
            bench.note("raw", f"{path.name}: {found}")
            continue
        text = data.decode("utf-8")
        if path.suffix == ".html":
            ours = bench.arguments.active.get(path.name, collections.Counter())
            for found in list((collections.Counter(ActiveHTML(text).found) - ours).elements())[:3]:
                bench.note("html", f"{path.name}: {found}")
        elif path.suffix == ".csv":
            for cell in list(active_cells(text))[:3]:
                bench.note("csv", f"{path.name}: {cell[:60]!a}")
        elif path.suffix == ".json":
            json.loads(text)


FORMATS = {
    "gift": "gift", "moodlexml": "moodle-xml", "qti": "qti", "qtizip": "qti", "tar": "qti",
    "aiken": "aiken", "veris": "veris",
}


def try_import(bench, name=None):
    form = FORMATS[bench.case.format if name is None else name]
    command = ["content", "import", form, bench.source, "--workspace", bench.workspace]
    before = tree(bench.workspace)
    run = bench.run(*command, "--dry-run", "--json")
    report = bench.json(run, "content import --json")
    if report is not None:
        files = report.get("files", [])
        if len(files) != 1:
            bench.note("json", f"{len(files)} files are reported")
        found = [entry for file in files for entry in diagnostics_of(file, None)]
        for outcome in ("dropped", "changed"):
            for file in files:
                for loss in file.get(outcome) or []:
                    found.append((loss.get("line", 0), 0, "info", outcome, loss.get("reason", "")))
        bench.judge(run, "content import", found, refusals=(65, 66))
        if run.status == 0 and files and not files[0].get("questions") and form != "veris":
            bench.note("status", "success with zero questions")
    text = bench.run(*command, "--dry-run")
    if text.status != run.status:
        bench.note("status", f"as text {text.status}, as JSON {run.status}")
    if tree(bench.workspace) != before:
        bench.note("written", "a dry run wrote into the workspace")
    real = bench.run(*command)
    added = tree(bench.workspace) - before
    if real.status != run.status:
        bench.note("status", f"a dry run says {run.status}, a real one {real.status}")
    if real.status and added:
        bench.note("written", f"refused, and wrote {sorted(added)[:3]}")
    odd = [path for path in added if not re.fullmatch(r"Content/drafts(/[a-z0-9-]+\.md)?", path)]
    if odd:
        bench.note("written", f"{ascii(odd[:3])}")
    check = bench.run("content", "check", "--workspace", bench.workspace)
    if check.status:
        bench.note("sound", f"content check says {check.status} after the import")
    for draft in sorted(added):
        draft = bench.workspace / draft
        if draft.is_file():
            bench.run("content", "preview", "--plain", draft)
    if real.status == 0:
        again = bench.run(*command)
        if again.status:
            bench.note("status", f"importing again: {again.status}: {again.errors[:120]!a}")


def tree(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def try_people(bench):
    command = ["people", "import", "--workspace", bench.workspace, bench.source]
    common = ["--workspace", bench.workspace]
    # The first who practises is a lead, and may import.
    bench.run("practice", "--plain", *common, input=b"q\n")
    before = bench.run("people", "list", *common)
    run = bench.run(*command)
    places = re.findall(
        r"(?m)^debrief: error: (.*)\n *--> .+:(\d+):(\d+)$", run.errors.decode("utf-8", "replace")
    )
    found = [(int(line), int(column), "error", "", text) for text, line, column in places]
    if not found and run.status and (said := re.search(rb"debrief: error: (.*)", run.errors)):
        found = [(0, 0, "error", "", said.group(1).decode("utf-8", "replace"))]
    bench.judge(run, "people import", found, refusals=(65, 66))
    after = bench.run("people", "list", *common)
    if run.status and after.output != before.output:
        bench.note("written", "refused, and somebody was enrolled")
    if bench.case.group == "multiline" and after.output.count(b"\n") > before.output.count(b"\n") + 1:
        bench.note("forged", "one record gives more than one line")
    bench.run("people", "list", "--json", *common)
    reports = bench.folder / "reports"
    for report in ("competence", "register"):
        bench.run("report", report, *common, "--to", reports)
    look_at_files(bench, reports)


def try_file_system(bench):
    """Moves one special file to where it would be read."""
    suffix = os.path.splitext(bench.case.path)[1]
    source, name = bench.source, os.path.basename(bench.case.path)
    secret = None
    if os.path.islink(source) and os.path.isfile(source):
        with open(source, "rb") as file:
            secret = file.read(4096).split(b"\n")[0]
    if suffix in (".gift", ".json", ".csv"):
        bench.source = bench.folder / name
        os.rename(source, bench.source)
        if suffix == ".csv":
            try_people(bench)
        elif "import" not in bench.arguments.help["content"]:
            bench.verdict = "skipped"
        else:
            try_import(bench, {".gift": "gift", ".json": "veris"}[suffix])
        return
    target = os.path.join(str(bench.incidents), name)
    os.rename(source, target)
    for sibling in bench.siblings:
        os.rename(sibling, os.path.join(str(bench.incidents), os.path.basename(sibling)))
    bench.source = target
    command = ["content", "check", "--workspace", bench.workspace]
    run = bench.run(*command, "--json")
    report = bench.json(run, "content check --json")
    if report is None:
        return
    shown = "Content/incidents/" + UNSAFE.sub("\ufffd", name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    about = [entry for entry in report["diagnostics"] if entry["path"] != "Content/incidents/example-mail-2025.md"]
    found = [(x["line"], x["column"], x["severity"], x["code"], x["message"]) for x in about]
    if suffix == ".md":
        bench.judge(run, "content check", found)
        if found and not any(entry["path"] in (shown, f"Content/incidents/{name}") for entry in about):
            bench.note("silent", f"the path is shown as {ascii(about[0]['path'])}")
    elif run.status:
        bench.note("status", f"what is no incident by its name gives status {run.status}")
    else:
        bench.verdict = "ignored"
    if any(x["severity"] == "error" for x in report["diagnostics"] if x not in about):
        bench.note("sound", "the sound incident has errors")
    text = bench.run(*command)
    for line in text.errors.decode("utf-8", "replace").splitlines():
        if re.match(r"/etc/passwd:1", line):
            bench.note("forged", f"{line!a}")
    if secret and len(secret) > 4 and (secret in text.errors or secret in run.output):
        bench.note("followed", "a link out of the workspace was followed, and what it leads to is shown")


HANDLERS = {"lesson": try_lesson, "csv": try_people, "fs": try_file_system}


def active_in_sound_pages(arguments, folder):
    """What our own pages hold of elements that do something: a filter without a script."""
    bench = Bench(arguments, folder, None)
    bench.run("practice", "--plain", "--limit", 1, "--seed", 1, input=b"1 k\n")
    for report in ("competence", "register"):
        bench.run("report", report, "--to", bench.folder / "reports")
    pages = (bench.folder / "reports").glob("*.html")
    return {page.name: collections.Counter(ActiveHTML(page.read_text()).found) for page in pages}


def skipped(case, arguments):
    """Why a case is not tried, or None."""
    if case.format == "csv" and case.group == "date":
        return "people have no date here"
    if case.format in FORMATS and "import" not in arguments.help["content"]:
        return "this program has no content import"
    return None


def try_case(arguments, folder, case, first, siblings):
    bench = Bench(arguments, folder, case)
    bench.source, bench.first = folder / case.path, first
    bench.siblings = [str(folder / path) for path in siblings]
    if case.format == "fs":
        bench.source = str(folder / case.path)
    try:
        HANDLERS.get(case.format, try_import)(bench)
    except Exception as error:  # A fault of this script is a deviation, not an end of all cases.
        bench.note("script", f"{type(error).__name__}: {ascii(str(error))}, line {error.__traceback__.tb_lineno}")
    if not arguments.keep:
        subprocess.run(["rm", "-rf", str(bench.folder)], check=False)
    return bench


# MARK: All of it

def fixture(name):
    found = re.search(rf'static let {name} = """\n(.*?)\n    """', FIXTURES.read_text(encoding="utf-8"), flags=re.S)
    return "".join(line[4:] + "\n" for line in found.group(1).split("\n"))


def reason_for(case, kind, text):
    for index, (form, group, known, pattern, _) in enumerate(REASONED):
        if re.fullmatch(form, case.format) and re.fullmatch(group, case.group) and known == kind:
            if re.search(pattern, text):
                return index
    return None


def choose(cases, arguments):
    """The cases to try: all, or some of each class by the seed."""
    groups = collections.defaultdict(list)
    for case in cases:
        if re.search(arguments.classes, case.key):
            groups[case.key].append(case)
    for key, group in groups.items():
        if arguments.per_class and key != "fs dup-across-files":
            count = min(arguments.per_class, len(group))
            groups[key] = random.Random(f"{arguments.seed}/{key}").sample(group, count)
    return groups


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", default=os.environ.get("DEBRIEF_BINARY", ".build/debug/debrief"))
    parser.add_argument("--corpus", default=os.environ.get("DEBRIEF_CORPUS"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--classes", default="", metavar="REGEX", help="only these, such as '^lesson yaml'")
    parser.add_argument("--per-class", type=int, default=0, metavar="N", help="so many cases of each class")
    parser.add_argument("--fs", action="store_true", help="also pipes, links, devices and odd names")
    parser.add_argument("--no-big", action="store_true", help="no file beyond 1 MB")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--slower", type=float, default=1, metavar="FACTOR", help="allow so many times 5 s")
    parser.add_argument("--keep", action="store_true", help="leave everything in its temporary folder")
    arguments = parser.parse_args()
    if not arguments.corpus:
        sys.exit("set DEBRIEF_CORPUS to the folder of real files, or give --corpus")
    arguments.program = os.path.abspath(arguments.program)
    arguments.help = {
        words: subprocess.run(
            [arguments.program, *words.split(), "--help"], stdout=subprocess.PIPE, check=True
        ).stdout.decode()
        for words in ("content", "content check")
    }
    subcommands = arguments.help["content"].split("SUBCOMMANDS:")[1]
    arguments.help["content"] = set(re.findall(r"(?m)^  ([a-z-]+)", subcommands))
    arguments.sound = {
        "programme.yaml": fixture("programme"),
        "competencies.yaml": fixture("competencies"),
        "incidents/example-mail-2025.md": fixture("incident"),
    }
    folder = pathlib.Path(tempfile.mkdtemp(prefix="debrief-hostile-"))
    try:
        failed = work(arguments, folder)
    finally:
        if arguments.keep:
            print(f"everything is in {folder}")
        else:
            subprocess.run(["rm", "-rf", str(folder)], check=False)
    sys.exit(1 if failed else 0)


def work(arguments, folder):
    marker = pathlib.Path("/tmp/pwned")
    existed = marker.exists()
    groups = choose(generate(folder, arguments), arguments)
    arguments.active = active_in_sound_pages(arguments, folder)
    tried, reasons, left = 0, collections.Counter(), []
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        pending = {}
        for key, group in groups.items():
            why = skipped(group[0], arguments)
            if why:
                pending[key] = why
                continue
            together = key == "fs dup-across-files" or key == "fs symlink-loop-pair"
            cases = group[:1] if key == "fs dup-across-files" else group
            siblings = [case.path for case in group[1:] if case.path.split("/")[0] == group[0].path.split("/")[0]]
            pending[key] = [
                pool.submit(try_case, arguments, folder, case, place == 0, siblings if together else [])
                for place, case in enumerate(cases)
            ]
        for key, futures in pending.items():
            if isinstance(futures, str):
                print(f"{key:34} {len(groups[key]):4} skipped: {futures}")
                continue
            benches = [future.result() for future in futures]
            tried += len(benches)
            verdicts = collections.Counter(bench.verdict for bench in benches)
            open_, known = 0, 0
            for bench in benches:
                for kind, text in bench.deviations:
                    reason = reason_for(bench.case, kind, text)
                    if reason is None:
                        open_ += 1
                        left.append((bench.case, kind, text))
                    else:
                        known += 1
                        reasons[reason] += 1
            print(
                f"{key:34} {len(benches):4} cases: "
                + ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
                + f"; {max(bench.seconds for bench in benches):.2f} s, "
                + f"{max(bench.megabytes for bench in benches):.0f} MB"
                + (f"; {known} reasoned" if known else "") + (f"; {open_} DEVIATE" if open_ else ""),
                flush=True,
            )
    if marker.exists() and not existed:
        left.append((Case("-", "", "", "all", "", "R", "-", "", **{"class": "all"}), "written", "/tmp/pwned"))
    print()
    for index, count in sorted(reasons.items()):
        form, group, kind, _, why = REASONED[index]
        print(f"reasoned {count:3}  {form} {group}, {kind}: {why}")
    for case, kind, text in left:
        print(f"DEVIATION {case.id} ({case.action}) {kind}: {text}")
    print(f"{tried} cases of seed {arguments.seed}, {sum(reasons.values())} reasoned, {len(left)} deviations")
    return left


if __name__ == "__main__":
    main()
