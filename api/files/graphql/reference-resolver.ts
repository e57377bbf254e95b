import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { isOfItsPeople } from '../../assets/domain/asset.ts';
import { parseFileId } from '../../assets/domain/file-id.ts';
import { AssetNode, FileNode, toFileNode } from '../../assets/graphql/asset-node.ts';
import { ASSETS } from '../../assets/graphql/loaders.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { LIST_COST } from '../../platform/graphql/cost.ts';
import { type FileReference, withoutFolders } from '../domain/file-reference.ts';
import type { FileReferences } from '../services/file-references.ts';
import { FileReferenceNode, UnresolvedReferenceNode } from './reference-nodes.ts';

const SHOWN = 200;

/** Files that a scene names. */
@Resolver(() => FileNode)
export class FileReferenceResolver {
  readonly #references: FileReferences;

  constructor(references: FileReferences) {
    this.#references = references;
  }

  @FieldResolver(() => [FileReferenceNode], {
    complexity: LIST_COST,
    description:
      'Files that it names, what is missing first: the first 200. Of USD, glTF, MaterialX and Maya ASCII; empty for others, and until it was inspected.',
  })
  async references(
    @Root() { id, path, source }: FileNode,
    @Ctx() context: GraphqlContext,
  ): Promise<FileReferenceNode[]> {
    const place = parseFileId(id);
    const { filesField, sha256 } = source;
    if (place === null || filesField === null) return [];
    const version = { id: place.assetId, version: place.version, filesField };
    const found = await this.#references.of(version, { path, sha256, most: SHOWN });
    const shown = await showing(context, place.assetId);
    return found.map(({ reference, file }) => ({
      ...shown(reference),
      file: file === null || reference.index === null ? null : toFileNode(version, file, reference.index),
    }));
  }
}

/** The same of a whole version. */
@Resolver(() => AssetNode)
export class AssetReferenceResolver {
  readonly #references: FileReferences;

  constructor(references: FileReferences) {
    this.#references = references;
  }

  @FieldResolver(() => [UnresolvedReferenceNode], {
    complexity: LIST_COST,
    description:
      'Files that scenes among its files name and that are not among them: the first 200. Empty until they were inspected.',
  })
  async unresolvedReferences(
    @Root() { source }: AssetNode,
    @Ctx() context: GraphqlContext,
  ): Promise<UnresolvedReferenceNode[]> {
    const found = await this.#references.unresolvedIn(source, SHOWN);
    if (found.length === 0) return [];
    const shown = await showing(context, source.id);
    return found.map(({ file, index, reference }) => {
      const { uri, state } = shown(reference);
      return { uri, state, from: toFileNode(source, file, index) };
    });
  }
}

async function showing(
  { actor, loaders }: GraphqlContext,
  assetId: AssetId,
): Promise<(reference: FileReference) => FileReference> {
  const asset = await loaders.of(ASSETS).load(assetId);
  return asset !== null && isOfItsPeople(actor, asset) ? (reference) => reference : withoutFolders;
}
