export const FILE_REFERENCE_STATES = ['FOUND', 'MISSING', 'OUTSIDE'] as const;
/** MISSING: no file of the version is at any place that is meant. OUTSIDE: it names a place elsewhere, such as `/mnt/show/light.usda`. */
export type FileReferenceState = (typeof FILE_REFERENCE_STATES)[number];

/** A file that a scene names. */
export interface FileReference {
  /** As the scene has it. */
  readonly uri: string;
  readonly state: FileReferenceState;
  /** In the manifest of the version; null for what was not found. */
  readonly index: number | null;
}

/** Folders of somebody's machine are the asset's people's to know: others see the name of the file. */
export function withoutFolders({ uri, ...reference }: FileReference): FileReference {
  if (reference.state !== 'OUTSIDE') return { uri, ...reference };
  return { uri: uri.split(/[/\\]/).at(-1) ?? '', ...reference };
}
