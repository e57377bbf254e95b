import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({
  description:
    'How a picture shows, or what stands for a film or model. Fetch it at /renditions/{file id}/{size}.webp, where size bounds the long side.',
})
export class Image {
  @Field(() => Int, { description: 'Pixels of the original, the right way up.' })
  declare readonly width: number;

  @Field(() => Int)
  declare readonly height: number;

  @Field(() => String, { description: 'data: URI of a tiny WebP to show until the picture is there.' })
  declare readonly placeholder: string;
}

@ObjectType('PixelSize')
export class PixelSizeNode {
  @Field(() => Int)
  declare readonly width: number;

  @Field(() => Int)
  declare readonly height: number;
}
