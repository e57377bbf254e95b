/* What this browser remembers for a person: language, appearance. Storage may be forbidden; then nothing is remembered. */

export function preferenceKey(name: string): string {
  return `lanran.${name}`;
}

export function readPreference(name: string): string | null {
  try {
    return localStorage.getItem(preferenceKey(name));
  } catch {
    return null;
  }
}

export function writePreference(name: string, value: string): void {
  try {
    localStorage.setItem(preferenceKey(name), value);
  } catch {
    // Storage is off or full: the choice holds for this page alone.
  }
}
