import { factSection, type Inspection, notice } from '../../domain/technical-metadata.ts';
import type { FileInspector, InspectedFile } from '../../ports/file-inspector.ts';
import { resolveSceneUri } from '../scene-uri.ts';
import { readBytes } from './read-bytes.ts';

/** What the validator gets into memory, with the files that a scene names. */
const MAX_SCENE_BYTES = 268_435_456;
const MAX_ISSUES = 200;
const SHOWN_ISSUES = 10;
/** The list of references says which these are. */
const ABSENT = 'No file of this version is';
const SEVERITIES = ['error', 'warning'] as const;

/** https://github.com/KhronosGroup/glTF-Validator/blob/main/docs/validation.schema.json, as far as we read it. */
interface Report {
  readonly issues: {
    readonly numErrors: number;
    readonly numWarnings: number;
    readonly messages: readonly {
      readonly code?: string;
      readonly message: string;
      readonly severity: number;
      readonly pointer?: string;
    }[];
  };
  readonly info?: {
    readonly version?: string;
    readonly generator?: string;
    readonly extensionsUsed?: readonly string[];
    readonly animationCount?: number;
    readonly materialCount?: number;
    readonly totalVertexCount?: number;
    readonly totalTriangleCount?: number;
  };
}

/** Scenes in glTF 2.0, checked by Khronos' validator with the files of the same version that they name. */
export class GltfInspector implements FileInspector {
  readonly subject = 'glTF scene';

  appliesTo(mediaType: string): boolean {
    return mediaType === 'model/gltf-binary' || mediaType === 'model/gltf+json';
  }

  async inspect(file: InspectedFile): Promise<Inspection> {
    if (file.bytes > MAX_SCENE_BYTES)
      return {
        sections: [],
        notices: [notice('NOT_INSPECTED', `Scenes above ${MAX_SCENE_BYTES} bytes are not validated.`)],
      };
    const { default: validator } = await import('gltf-validator');
    const data = await readBytes(file, { start: 0, length: file.bytes });
    // Its answer has the shape of its published schema.
    const report = (await validator.validateBytes(new Uint8Array(data), {
      uri: file.path.split('/').at(-1),
      format: file.mediaType === 'model/gltf-binary' ? 'glb' : 'gltf',
      maxIssues: MAX_ISSUES,
      writeTimestamp: false,
      externalResourceFunction: resourcesOf(file),
    })) as Report;
    return { sections: sectionsOf(report, countsOf(data)), notices: noticesOf(report) };
  }
}

/** The files a scene names, among those of its version alone. */
function resourcesOf(file: InspectedFile) {
  let left = MAX_SCENE_BYTES - file.bytes;
  return async (uri: string): Promise<Uint8Array> => {
    const path = resolveSceneUri(file.path, uri);
    const sibling = path === null ? null : await file.findSibling(path);
    if (sibling === null) throw new Error(`${ABSENT} ${uri}.`);
    left -= sibling.bytes;
    if (left < 0) throw new Error(`With it the scene has more than ${MAX_SCENE_BYTES} bytes.`);
    return new Uint8Array(await readBytes(sibling, { start: 0, length: sibling.bytes }));
  };
}

function sectionsOf({ info = {}, issues }: Report, counts: Readonly<Record<string, number>>) {
  return factSection('SCENE', {
    SPECIFICATION: info.version === undefined ? null : `glTF ${info.version}`,
    SOFTWARE: info.generator,
    MESHES: counts['meshes'],
    TRIANGLES: info.totalTriangleCount,
    VERTICES: info.totalVertexCount,
    MATERIALS: info.materialCount,
    TEXTURES: counts['textures'],
    ANIMATIONS: info.animationCount,
    EXTENSIONS: info.extensionsUsed,
    // What it could not read breaks no rule.
    ERRORS: issues.numErrors - issues.messages.filter(isUnread).length,
    WARNINGS: issues.numWarnings,
  });
}

function noticesOf({ issues }: Report) {
  const unread = issues.messages
    .filter((issue) => isUnread(issue) && !issue.message.includes(ABSENT))
    .map(({ message }) => notice('NOT_INSPECTED', message.replace(/^Node Exception: Error: /, '')));
  const broken = issues.messages
    .filter((issue) => issue.severity < SEVERITIES.length && !isUnread(issue))
    .toSorted((one, other) => one.severity - other.severity)
    .slice(0, SHOWN_ISSUES)
    .map(({ message, severity, pointer }) =>
      notice('INVALID', `${SEVERITIES[severity] ?? 'error'}: ${message}${pointer ? ` (${pointer})` : ''}`),
    );
  return [...broken, ...unread.slice(0, SHOWN_ISSUES)];
}

/** A file that the scene names and the validator did not get. */
function isUnread({ code }: Report['issues']['messages'][number]): boolean {
  return code === 'IO_ERROR';
}

/** The lists that the validator does not count. */
function countsOf(data: Buffer): Record<string, number> {
  const isBinary = data.subarray(0, 4).toString('latin1') === 'glTF';
  try {
    const json = isBinary ? data.subarray(20, 20 + data.readUInt32LE(12)) : data;
    const scene: unknown = JSON.parse(json.toString('utf8'));
    if (typeof scene !== 'object' || scene === null) return {};
    return Object.fromEntries(
      Object.entries(scene).flatMap(([name, list]) =>
        Array.isArray(list) ? [[name, list.length] as const] : [],
      ),
    );
  } catch {
    // What is wrong with it is the validator's to say.
    return {};
  }
}
