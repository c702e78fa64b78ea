"""Reads exported files with programs that others wrote, and prints what they found as JSON.

Usage: read_back.py gift|moodle-xml|anki|qti3 FILE [SCHEMA]
"""
import contextlib
import io
import json
import os
import sys
import tempfile


def gift(path):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        from pygiftparser import parser
        with open(path, encoding="utf-8") as file:
            result = parser.parse(file.read())
    return {"questions": [str(question.name) for question in result.questions]}


def moodle_xml(path):
    import lxml.etree
    root = lxml.etree.parse(path).getroot()
    questions = []
    for question in root.iter("question"):
        if question.get("type") == "category":
            continue
        questions.append({
            "type": question.get("type"),
            "name": question.findtext("name/text"),
            "stem": question.findtext("questiontext/text"),
            "answers": [
                [answer.findtext("text"), float(answer.get("fraction", "0"))]
                for answer in question.findall("answer")
            ],
        })
    return {"questions": questions}


def anki(path):
    from anki.collection import Collection, ImportCsvRequest
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(os.path.join(folder, "collection.anki2"))
        try:
            def take():
                metadata = collection.get_csv_metadata(path=path, delimiter=None)
                return collection.import_csv(ImportCsvRequest(path=path, metadata=metadata)).log
            first, second = take(), take()
            notes = [collection.get_note(note).fields for note in collection.find_notes("")]
            return {"new": len(first.new), "again": len(second.new), "notes": notes}
        finally:
            collection.close()


def qti3(path, schema):
    import lxml.etree
    import zipfile
    validator = lxml.etree.XMLSchema(lxml.etree.parse(schema))
    faults = []
    count = 0
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name == "imsmanifest.xml":
                continue
            document = lxml.etree.fromstring(package.read(name))
            count += 1
            if not validator.validate(document):
                faults += [f"{name}: {error.message}" for error in validator.error_log][:3]
    return {"files": count, "faults": faults[:20]}


kinds = {"gift": gift, "moodle-xml": moodle_xml, "anki": anki, "qti3": qti3}
print(json.dumps(kinds[sys.argv[1]](*sys.argv[2:])))
