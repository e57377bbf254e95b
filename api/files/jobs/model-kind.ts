import type { ModelsService } from '../services/models.ts';
import { type FileJobKind, UnworkableFileError } from './file-job-kind.ts';

/** Draws a picture of each model in glTF. */
export function modelKind(models: Pick<ModelsService, 'make'>): FileJobKind {
  return {
    kind: 'model',
    lane: 'light',
    // A scene names other files of its version, and its picture may be that version's cover.
    isOfVersion: true,
    appliesTo: ({ description: { mediaType } }) =>
      mediaType === 'model/gltf-binary' || mediaType === 'model/gltf+json',
    run: async ({ description: _, ...file }, { signal }) => {
      const refusal = await models.make(file, signal);
      if (refusal !== null) throw new UnworkableFileError(refusal);
    },
  };
}
