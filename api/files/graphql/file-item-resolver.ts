import { Arg, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import { parseFileId } from '../../assets/domain/file-id.ts';
import { DEFAULT_PAGE, parsePageRequest } from '../../platform/kernel/page.ts';
import type { CatalogService } from '../../assets/services/catalog.ts';
import type { FileListing } from '../services/file-listing.ts';
import type { VersionsService } from '../../assets/services/versions.ts';
import { LIST_COST, pageCost } from '../../platform/graphql/cost.ts';
import { AssetNode, FileNode, toFileNode } from '../../assets/graphql/asset-node.ts';
import { type ConnectionOf, toConnection } from '../../platform/graphql/connection.ts';
import type { FileItemNode, FrameNode } from './file-item-node.ts';
import {
  FileItemConnection,
  FrameConnection,
  FrameSequenceNode,
  toFileItemNode,
  toFrameNode,
} from './file-item-node.ts';

export interface FileItemResolverServices {
  readonly catalog: Pick<CatalogService, 'findFile'>;
  readonly fileItems: FileListing;
  readonly versions: Pick<VersionsService, 'of'>;
}

@Resolver(() => AssetNode)
export class FileItemResolver {
  readonly #services: FileItemResolverServices;

  constructor(services: FileItemResolverServices) {
    this.#services = services;
  }

  @FieldResolver(() => FileItemConnection, {
    complexity: pageCost,
    description: 'The files of this version, with each sequence of frames as one item.',
  })
  async fileItems(
    @Root() { source }: AssetNode,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
    @Arg('version', () => Int, { nullable: true, description: 'Of another version, by its number.' })
    number: number | null | undefined,
  ): Promise<ConnectionOf<FileItemNode>> {
    const version = number == null ? source : await this.#versionOf(source, number);
    const page = await this.#services.fileItems.page(version, parsePageRequest(first, after));
    return toConnection(page, (item) => toFileItemNode(version, item));
  }

  async #versionOf({ id }: AssetNode['source'], number: number) {
    const found = (await this.#services.versions.of({ id })).find(({ version }) => version === number);
    if (found === undefined) throw new NotFoundError(`Version ${number} of asset ${id}`);
    return { ...found, id };
  }

  @FieldResolver(() => FileNode, {
    nullable: true,
    description: 'One file of this version; null when it has none such.',
  })
  async file(@Root() { source }: AssetNode, @Arg('id', () => ID) fileId: string): Promise<FileNode | null> {
    const id = parseFileId(fileId);
    if (id === null || id.assetId !== source.id) return null;
    const file = await this.#services.catalog.findFile(id);
    return file === null ? null : toFileNode(source, file, id.index);
  }
}

@Resolver(() => FrameSequenceNode)
export class FrameSequenceResolver {
  readonly #fileItems: FileListing;

  constructor(fileItems: FileListing) {
    this.#fileItems = fileItems;
  }

  @FieldResolver(() => FrameConnection, { complexity: pageCost })
  async frames(
    @Root() { source, version }: FrameSequenceNode,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<ConnectionOf<FrameNode>> {
    const page = await this.#fileItems.framesOf(source, parsePageRequest(first, after));
    return toConnection(page, (frame) => toFrameNode(version, frame));
  }

  @FieldResolver(() => [Int], {
    complexity: LIST_COST,
    description: 'Numbers of frames that are of another type or size in pixels than most: the first 20.',
  })
  async unlike(@Root() { source }: FrameSequenceNode): Promise<readonly number[]> {
    return (await this.#fileItems.troubleIn(source)).unlike;
  }

  @FieldResolver(() => [Int], {
    complexity: LIST_COST,
    description: 'Numbers of frames that can’t be decoded here, or only in part: the first 20.',
  })
  async undecodable(@Root() { source }: FrameSequenceNode): Promise<readonly number[]> {
    return (await this.#fileItems.troubleIn(source)).undecodable;
  }
}
