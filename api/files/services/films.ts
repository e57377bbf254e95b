import type { Actor } from '../../platform/kernel/actor.ts';
import { type AccessLevel, canView } from '../../assets/domain/asset.ts';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import type { JobFailure, JobFile, Particulars } from '../domain/file-job.ts';
import { parseFileId } from '../../assets/domain/file-id.ts';
import { type DerivativeKey, FILM_VERSION, watermarkOf } from '../domain/picture.ts';
import type { AssetStore } from '../../assets/ports/asset-store.ts';
import type { ContentStore } from '../../storage/ports/content-store.ts';
import type { FilmMaker, FilmRequest } from '../ports/film-maker.ts';
import type { KeptDerivative, RenditionStore } from '../ports/rendition-store.ts';
import type { Posters } from './posters.ts';
import { VersionFiles, type VersionFilesOptions } from '../../assets/services/version-files.ts';

export interface FilmsServiceOptions extends VersionFilesOptions {
  readonly assets: Pick<AssetStore, 'find'>;
  readonly content: Pick<ContentStore, 'read'>;
  readonly renditions: Pick<RenditionStore, 'openDerivative' | 'keepDerivative'>;
  readonly films: FilmMaker;
  readonly posters: Pick<Posters, 'findMany' | 'keep'>;
}

/** A film as browsers play it. */
export interface PlayableFilm extends KeptDerivative {
  readonly tag: string;
  readonly isPublic: boolean;
}

/** Films to be watched on the asset's page: small, and marked in picture and sound unless they are open. */
export class FilmsService {
  readonly #options: FilmsServiceOptions;
  readonly #files: VersionFiles;

  constructor(options: FilmsServiceOptions) {
    this.#options = options;
    this.#files = new VersionFiles(options);
  }

  async lacks(): Promise<Particulars | null> {
    return this.#options.films.lacks();
  }

  /** Nothing to do for what has its film and poster. Resolves to why they can't be made; null when they were. */
  async make(
    file: JobFile,
    { signal, progress }: Pick<FilmRequest, 'signal' | 'progress'>,
  ): Promise<JobFailure | null> {
    const { content, renditions, films, posters } = this.#options;
    const key = keyOf(file.sha256, { id: file.assetId, access: file.access });
    const [poster] = await posters.findMany([file]);
    if (poster !== null && (await renditions.openDerivative(key)) !== null) return null;
    const made = await films.make({
      read: () => content.read(file.cid),
      watermark: key.watermark,
      signal,
      progress,
      keep: (film) => renditions.keepDerivative(key, film),
    });
    return 'refusal' in made ? made.refusal : posters.keep(file, made.frame);
  }

  /** @throws NotFoundError, the same for what does not exist, has no film, and what the actor may not see */
  async open(actor: Actor, fileId: string): Promise<PlayableFilm> {
    const notFound = new NotFoundError(`Film of file ${fileId.slice(0, 100)}`);
    const id = parseFileId(fileId);
    const asset = id === null ? null : await this.#options.assets.find(id.assetId);
    if (id === null || asset === null || !canView(actor, asset)) throw notFound;
    const file = await this.#files.find(asset, id);
    const { access } = asset.metadata;
    const key = file === null ? null : keyOf(file.sha256, { id: asset.id, access });
    const kept = key === null ? null : await this.#options.renditions.openDerivative(key);
    if (key === null || kept === null) throw notFound;
    const tag = [key.sha256, key.name, key.watermark?.replace(' ', '-') ?? 'plain'].join('.');
    return { bytes: kept.bytes, read: (range) => kept.read(range), tag, isPublic: access !== 'RESTRICTED' };
  }
}

function keyOf(
  sha256: string,
  { id, access }: { readonly id: string; readonly access: AccessLevel },
): DerivativeKey {
  return { sha256, name: `film-${FILM_VERSION}`, watermark: access === 'OPEN' ? null : watermarkOf(id) };
}
