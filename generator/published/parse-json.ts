// Reads JSON that others may have edited: text that does not parse is no value, and a schema says so to people.

/** The value, or undefined for text that is no JSON. */
export function tryParseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
