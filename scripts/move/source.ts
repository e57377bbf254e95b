import { DataDirectoryInUseError, lockDataDirectory } from '@lanran/embedded/directory-lock';
import { MoveRefusedError } from './errors.ts';
import { MOVABLE, type Move } from './move-file.ts';
import { EMBEDDED } from './place.ts';
import { readServices } from './services-file.ts';
import { asSource, openServers, openSide, type SideParts, type Source } from './sides.ts';

export interface SourceParts extends SideParts {
  readonly dataDir: string;
}

/**
 * The stores where the platform has them. While it runs, it serves the embedded ones; else they are started here, and no platform
 * can start on this data directory until the source is closed. @throws MoveRefusedError
 */
export async function openSource(
  moves: Pick<Move, 'documents' | 'files'>,
  parts: SourceParts,
): Promise<Source> {
  const services = await readServices(parts.dataDir);
  const places = {
    documents: services.mongoUri,
    files: moves.files === null ? null : services.ipfsApiUrl,
  };
  const embedded = MOVABLE.filter((store) => places[store] !== null && services.embedded.includes(store));
  const release = embedded.length === 0 ? null : lockUnlessInUse(parts.dataDir);
  if (release === null)
    return asSource(await openRunning(places, { ...parts, hasEmbedded: embedded.length > 0 }), moves);
  const placeOf = (store: (typeof MOVABLE)[number]) => (embedded.includes(store) ? EMBEDDED : places[store]);
  try {
    const side = await openSide({ documents: placeOf('documents'), files: placeOf('files') }, parts);
    const close = async () => {
      await side.close();
      release();
    };
    return asSource({ ...side, close }, moves);
  } catch (error) {
    release();
    throw error;
  }
}

/** The release; null while a platform runs. */
export function lockUnlessInUse(dataDir: string): (() => void) | null {
  try {
    return lockDataDirectory(dataDir, 'LANRAN_DATA_DIR');
  } catch (error) {
    if (error instanceof DataDirectoryInUseError) return null;
    throw error;
  }
}

async function openRunning(
  places: Parameters<typeof openServers>[0],
  { secrets, hasEmbedded }: SourceParts & { readonly hasEmbedded: boolean },
) {
  try {
    return await openServers(places, { secrets });
  } catch (cause) {
    if (!(cause instanceof MoveRefusedError) || !hasEmbedded) throw cause;
    throw new MoveRefusedError(
      `${cause.message} The platform serves the embedded stores, and it is starting or stopping: run the same command again when it serves, or after it ended.`,
      { cause },
    );
  }
}
