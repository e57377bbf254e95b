import { findReferences } from '@lanran/protocol/files/references/references';
import { type Inspection, notice } from '../../domain/technical-metadata.ts';
import { SCENE_MEDIA_TYPES } from '../../domain/media-type.ts';
import type { FileInspector, InspectedFile } from '../../ports/file-inspector.ts';
import { readBytes } from './read-bytes.ts';

/** Which files a scene names: USD, glTF, MaterialX, Maya ASCII. Whether they are there is another question. */
export class ReferenceInspector implements FileInspector {
  readonly subject = 'list of other files';

  appliesTo(mediaType: string): boolean {
    return SCENE_MEDIA_TYPES.some((each) => each === mediaType);
  }

  async inspect(file: InspectedFile): Promise<Inspection> {
    const found = await findReferences({
      bytes: file.bytes,
      read: (start, length) => readBytes(file, { start, length }),
    });
    if (found === null)
      return { sections: [], notices: [notice('NOT_INSPECTED', 'Which files it names could not be read.')] };
    return {
      sections: [],
      notices: found.isPartial
        ? [notice('NOT_INSPECTED', 'It names more files, or longer names, than are listed.')]
        : [],
      references: found.uris,
    };
  }
}
