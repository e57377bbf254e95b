const KEPT_MS = 60_000;

/** Hands content to the browser as a download of that name. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser still reads from it after the click.
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}

/** The same of a text; JSON unless said otherwise. */
export function saveText(text: string, name: string, type = 'application/json'): void {
  saveFile(new Blob([text], { type: `${type};charset=utf-8` }), name);
}

/** Has the browser download what the platform serves there. */
export function downloadFrom(path: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = '';
  link.click();
}
