const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Selects a text as bytes: libsql ends the whole process over a text that is no UTF-8. */
export function bytesOf(column: string): string {
  return `CAST(${column} AS BLOB) AS ${column}`;
}

/** @throws TypeError where the bytes are no UTF-8 */
export function textIn(bytes: Uint8Array): string {
  return UTF_8.decode(bytes);
}

/** @throws TypeError, SyntaxError */
export function jsonIn(bytes: Uint8Array): unknown {
  return JSON.parse(textIn(bytes));
}
