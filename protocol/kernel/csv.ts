/** A field that a spreadsheet would run as a formula is kept as text; some read the full-width signs alike. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

/** RFC 4180, with a byte order mark so that spreadsheets read the characters right. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(fieldOf).join(',')).join('\r\n')}\r\n`;
}

function fieldOf(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
