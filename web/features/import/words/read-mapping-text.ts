import type { WrittenMapping } from '@lanran/sdk/import/mapping';

/** A mapping from a file or the platform, as it was written. @throws ArgumentError naming what is unknown or malformed */
export async function readMappingText(text: string, name: string): Promise<WrittenMapping> {
  const { parseMapping, requireMappingJson } = await import('@lanran/sdk/import/mapping');
  const value = requireMappingJson(text, name);
  parseMapping(value, name);
  // Just found to be one.
  return value as WrittenMapping;
}
