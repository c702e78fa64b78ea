"""Reads an exported file with a program that others wrote, and prints what it found as JSON.

Usage: read_back.py gift|moodle-xml|anki FILE
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
            questions = parser.parseFile(file)
    return {
        "questions": len(questions),
        "faults": [str(question.title) for question in questions if not question.valid],
    }


def moodle_xml(path):
    import lxml.etree
    faults, count = [], 0
    for question in lxml.etree.parse(path).getroot().iter("question"):
        if question.get("type") == "category":
            continue
        count += 1
        name = question.findtext("name/text")
        if not name or not question.findtext("questiontext/text"):
            faults.append(f"{name}: no name or text")
        best = max((float(a.get("fraction", "0")) for a in question.findall("answer")), default=100)
        if question.get("type") in ("multichoice", "truefalse", "shortanswer", "numerical") and best <= 0:
            faults.append(f"{name}: no right answer")
    return {"questions": count, "faults": faults}


def anki(path):
    from anki.collection import Collection, ImportCsvRequest
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(os.path.join(folder, "collection.anki2"))
        try:
            def take():
                metadata = collection.get_csv_metadata(path=path, delimiter=None)
                return collection.import_csv(ImportCsvRequest(path=path, metadata=metadata)).log
            first, second = take(), take()
            faults = [f"{len(second.new)} notes were new at the second import"] if second.new else []
            return {"questions": len(first.new), "faults": faults}
        finally:
            collection.close()


kinds = {"gift": gift, "moodle-xml": moodle_xml, "anki": anki}
print(json.dumps(kinds[sys.argv[1]](sys.argv[2])))
