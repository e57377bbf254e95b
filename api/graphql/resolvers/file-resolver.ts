import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { formatNameOf, misleadingExtensionOf, UNKNOWN_MEDIA_TYPE } from '../../domain/media-type.ts';
import type { GraphqlContext } from '../context.ts';
import { FileNode, Image } from '../types/asset-node.ts';

@Resolver(() => FileNode)
export class FileResolver {
  @FieldResolver(() => String, { description: 'By its content; application/octet-stream when unknown.' })
  async mediaType(@Root() { source }: FileNode, @Ctx() { loaders }: GraphqlContext): Promise<string> {
    return (await loaders.descriptions.load(source.sha256))?.mediaType ?? UNKNOWN_MEDIA_TYPE;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "By its content, the format's own name, such as PNG. Null: text, unknown, or not looked at yet.",
  })
  async format(@Root() { source }: FileNode, @Ctx() { loaders }: GraphqlContext): Promise<string | null> {
    const description = await loaders.descriptions.load(source.sha256);
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
    const description = await loaders.descriptions.load(source.sha256);
    return description === null ? null : misleadingExtensionOf(path, description.mediaType);
  }

  @FieldResolver(() => Image, { nullable: true, description: 'Null: no picture, or not looked at yet.' })
  async image(@Root() { source }: FileNode, @Ctx() { loaders }: GraphqlContext): Promise<Image | null> {
    return (await loaders.descriptions.load(source.sha256))?.picture ?? null;
  }
}
