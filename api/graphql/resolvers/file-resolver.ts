import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { UNKNOWN_MEDIA_TYPE } from '../../domain/media-type.ts';
import type { GraphqlContext } from '../context.ts';
import { FileNode, Image } from '../types/asset-node.ts';

@Resolver(() => FileNode)
export class FileResolver {
  @FieldResolver(() => String, { description: 'By its content; application/octet-stream when unknown.' })
  async mediaType(@Root() { source }: FileNode, @Ctx() { loaders }: GraphqlContext): Promise<string> {
    return (await loaders.descriptions.load(source.sha256))?.mediaType ?? UNKNOWN_MEDIA_TYPE;
  }

  @FieldResolver(() => Image, { nullable: true, description: 'Null: no picture, or not looked at yet.' })
  async image(@Root() { source }: FileNode, @Ctx() { loaders }: GraphqlContext): Promise<Image | null> {
    return (await loaders.descriptions.load(source.sha256))?.picture ?? null;
  }
}
