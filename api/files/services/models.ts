import type { JobFailure, JobFile } from '../domain/file-job.ts';
import type { ContentStore } from '../../storage/ports/content-store.ts';
import type { ManifestStore } from '../../assets/ports/manifest-store.ts';
import type { ModelPainter } from '../ports/model-painter.ts';
import { findIndexOfPath } from '../../assets/services/find-by-path.ts';
import type { Posters } from './posters.ts';

export interface ModelsServiceOptions {
  readonly content: Pick<ContentStore, 'read'>;
  readonly manifests: Pick<ManifestStore, 'find' | 'findFrom'>;
  readonly posters: Pick<Posters, 'findMany' | 'keep'>;
  readonly painter: ModelPainter;
}

/** Models are shown by a view of them. */
export class ModelsService {
  readonly #options: ModelsServiceOptions;

  constructor(options: ModelsServiceOptions) {
    this.#options = options;
  }

  /** Nothing to do for what has its poster. Resolves to why there can be none; null when there is. */
  async make(file: JobFile, signal: AbortSignal): Promise<JobFailure | null> {
    const { content, manifests, posters, painter } = this.#options;
    const [poster] = await posters.findMany([file]);
    if (poster !== null) return null;
    const drawn = await painter.paint(
      {
        path: file.path,
        bytes: file.bytes,
        read: (range) => content.read(file.cid, range),
        findSibling: async (path) => {
          const index = await findIndexOfPath(manifests, file.root, path);
          const sibling = index === null ? null : await manifests.find(file.root, index);
          if (sibling === null) return null;
          return { bytes: sibling.bytes, read: (range) => content.read(sibling.cid, range) };
        },
      },
      signal,
    );
    return 'refusal' in drawn ? drawn.refusal : posters.keep(file, drawn.png);
  }
}
