-- Version 1, frozen. A change is a new file with the next number.

CREATE TABLE ledger (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  origin TEXT NOT NULL,
  -- Derived from the entries and checked against them by `records verify`:
  size INTEGER NOT NULL,
  peaks BLOB NOT NULL  -- roots of the perfect subtrees, largest first, 32 bytes each
) STRICT;

CREATE TABLE entries (
  position INTEGER PRIMARY KEY,
  leaf BLOB NOT NULL,  -- SHA-256(0x00 || body)
  event BLOB NOT NULL UNIQUE,
  stream TEXT NOT NULL,
  seq INTEGER NOT NULL,
  body BLOB NOT NULL,  -- canonical JSON
  UNIQUE (stream, seq)
) STRICT;

-- Texts that entries refer to by digest: item versions, snapshots.
CREATE TABLE documents (
  digest BLOB PRIMARY KEY,
  body BLOB NOT NULL
) STRICT;

-- Free texts that entries commit to; the only rows that may ever be deleted.
CREATE TABLE remarks (
  commitment BLOB PRIMARY KEY,
  salt BLOB NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE TRIGGER entries_keep_order BEFORE INSERT ON entries
WHEN NEW.position <> (SELECT coalesce(max(position) + 1, 0) FROM entries)
BEGIN SELECT RAISE(ABORT, 'entries are appended at the end'); END;

CREATE TRIGGER entries_refuse_update BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;

CREATE TRIGGER entries_refuse_delete BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;

CREATE TRIGGER documents_refuse_replace BEFORE INSERT ON documents
WHEN EXISTS (SELECT 1 FROM documents WHERE digest = NEW.digest)
BEGIN SELECT RAISE(ABORT, 'documents are never replaced'); END;

CREATE TRIGGER documents_refuse_update BEFORE UPDATE ON documents
BEGIN SELECT RAISE(ABORT, 'documents are never changed'); END;

CREATE TRIGGER documents_refuse_delete BEFORE DELETE ON documents
BEGIN SELECT RAISE(ABORT, 'documents are never deleted'); END;

CREATE TRIGGER remarks_refuse_update BEFORE UPDATE ON remarks
BEGIN SELECT RAISE(ABORT, 'remarks are never changed'); END;
