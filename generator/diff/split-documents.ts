// A manifest file as its documents' texts by object, without parsing it: two versions are compared as text first, and only what
// differs is parsed. Parsing is the dearest thing a diff does.

/** Texts of the documents by `<kind>/<name>`; what has no such head is kept under its position. */
export function splitDocuments(text: string): Map<string, string> {
  const documents = text.split(/^---$/m).filter((document) => document.trim() !== '');
  return new Map(documents.map((document, index) => [headOf(document) ?? `#${index}`, document]));
}

/** Kind and name as Tenantry writes them: at the start of a line, and first of the metadata, be they between brackets or open. */
function headOf(document: string): string | undefined {
  const kind = /^kind: (\S+)$/m.exec(document)?.[1];
  const name = (inBrackets.exec(document) ?? inLines.exec(document))?.[1];
  return kind === undefined || name === undefined ? undefined : `${kind}/${unquoted(name)}`;
}

const inBrackets = /^metadata: \{name: ([^\s,}]+)[,}]/m;
/** As trees of earlier versions have it too: the name is behind what the alphabet puts before it. */
const inLines = /^metadata:\n(?: .*\n)*? {2}name: (\S+)$/m;

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/, '$1');
}
