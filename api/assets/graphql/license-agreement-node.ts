import { Field, Int, ObjectType } from 'type-graphql';
import { LocalizedText } from '../../platform/graphql/localized-text.ts';

@ObjectType('LicenseAgreement', {
  description:
    'A text by the holder under which it licenses, as a signed statement names it. Anybody reads it at /agreements/{sha256}.',
})
export class LicenseAgreementNode {
  @Field(() => String, { description: 'Of the text’s bytes: lower-case hex.' })
  declare readonly sha256: string;

  @Field(() => Int)
  declare readonly bytes: number;

  @Field(() => String, { description: '`application/pdf`, `text/plain` or `text/markdown`.' })
  declare readonly mediaType: string;

  @Field(() => LocalizedText)
  declare readonly name: LocalizedText;
}
