import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { isOfItsPeople } from '../../assets/domain/asset.ts';
import { parseFileId } from '../../assets/domain/file-id.ts';
import { formatNameOf, misleadingExtensionOf, UNKNOWN_MEDIA_TYPE } from '../domain/media-type.ts';
import { pixelsOf, withoutConfided, withPicture } from '../domain/shown-facts.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { FileNode } from '../../assets/graphql/asset-node.ts';
import { Image, PixelSizeNode } from './image.ts';
import { LateDigestsNode, TechnicalMetadataNode, toTechnicalMetadataNode } from './technical-nodes.ts';
import type { FileInspections } from '../services/file-inspections.ts';
import { ASSETS } from '../../assets/graphql/loaders.ts';
import { DESCRIPTIONS, DIGESTS, INSPECTIONS, POSTERS } from './loaders.ts';

@Resolver(() => FileNode)
export class FileResolver {
  readonly #inspections: Pick<FileInspections, 'appliesTo'>;

  constructor(inspections: Pick<FileInspections, 'appliesTo'>) {
    this.#inspections = inspections;
  }

  @FieldResolver(() => String, { description: 'By its content; application/octet-stream when unknown.' })
  async mediaType(@Root() { source }: FileNode, @Ctx() { loaders }: GraphqlContext): Promise<string> {
    return (await loaders.of(DESCRIPTIONS).load(source.sha256))?.mediaType ?? UNKNOWN_MEDIA_TYPE;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "By its content, the format's own name, such as PNG. Null: text, unknown, or not looked at yet.",
  })
  async format(@Root() { source }: FileNode, @Ctx() { loaders }: GraphqlContext): Promise<string | null> {
    const description = await loaders.of(DESCRIPTIONS).load(source.sha256);
    return description === null ? null : formatNameOf(description.mediaType);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The extension of its name, such as .jpg, when that promises another format than the content has.',
  })
  async misleadingExtension(
    @Root() { source, path }: FileNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<string | null> {
    const description = await loaders.of(DESCRIPTIONS).load(source.sha256);
    return description === null ? null : misleadingExtensionOf(path, description.mediaType);
  }

  @FieldResolver(() => Image, {
    nullable: true,
    description: 'Of a film or model what stands for it. Null: no picture, or none yet.',
  })
  async image(@Root() { source }: FileNode, @Ctx() { loaders }: GraphqlContext): Promise<Image | null> {
    const description = await loaders.of(DESCRIPTIONS).load(source.sha256);
    if (description === null || description.picture !== null) return description?.picture ?? null;
    const { root, sha256 } = source;
    return root === null ? null : ((await loaders.of(POSTERS).load({ root, sha256 }))?.picture ?? null);
  }

  @FieldResolver(() => PixelSizeNode, {
    nullable: true,
    description:
      'Of a picture or film, by what the file says of itself, the right way up. Null: it says none, or was not inspected yet.',
  })
  async pixels(
    @Root() { source }: FileNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<PixelSizeNode | null> {
    const found = await loaders.of(INSPECTIONS).load(source.sha256);
    return found === null ? null : pixelsOf(found.sections);
  }

  @FieldResolver(() => TechnicalMetadataNode, {
    nullable: true,
    description:
      'Places and captions for the people of the asset alone. Null: nothing to find out, or not inspected yet.',
  })
  async technical(
    @Root() { source, id }: FileNode,
    @Ctx() { actor, loaders }: GraphqlContext,
  ): Promise<TechnicalMetadataNode | null> {
    const inspection = await loaders.of(INSPECTIONS).load(source.sha256);
    const description = await loaders.of(DESCRIPTIONS).load(source.sha256);
    if (inspection === null && (description?.refusal ?? null) === null) return null;
    const inspected = inspection ?? { sections: [], notices: [] };
    const found = description === null ? inspected : withPicture(inspected, description);
    const assetId = parseFileId(id)?.assetId;
    const asset = assetId === undefined ? null : await loaders.of(ASSETS).load(assetId);
    const isConfided = asset !== null && isOfItsPeople(actor, asset);
    return toTechnicalMetadataNode(
      isConfided ? found.sections : withoutConfided(found.sections),
      found.notices,
    );
  }

  @FieldResolver(() => Boolean, {
    description: 'False: what its content says of itself is still being looked for.',
  })
  async isInspected(@Root() { source }: FileNode, @Ctx() { loaders }: GraphqlContext): Promise<boolean> {
    if ((await loaders.of(INSPECTIONS).load(source.sha256)) !== null) return true;
    const description = await loaders.of(DESCRIPTIONS).load(source.sha256);
    return description !== null && !this.#inspections.appliesTo(description.mediaType);
  }

  @FieldResolver(() => LateDigestsNode, { nullable: true, description: 'Null: not read for it yet.' })
  async digests(
    @Root() { source }: FileNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<LateDigestsNode | null> {
    return loaders.of(DIGESTS).load(source.sha256);
  }
}
