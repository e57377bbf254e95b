import { Field, ID, InputType, Int } from 'type-graphql';
import { BillingProfileInputNode } from './billing-nodes.ts';
import { LocalizedTextInput } from '../../platform/graphql/localized-text-input.ts';

@InputType()
export class CommunityLabelInput {
  @Field(() => String, { description: 'As TK-A, or a code of its own.' })
  declare readonly code: string;

  @Field(() => LocalizedTextInput)
  declare readonly title: LocalizedTextInput;

  @Field(() => LocalizedTextInput)
  declare readonly text: LocalizedTextInput;
}

@InputType()
export class ContactInput {
  @Field(() => String, { nullable: true, description: 'One e-mail address.' })
  declare readonly email?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 60 characters.' })
  declare readonly telephone?: string | null;

  @Field(() => String, { nullable: true, description: 'Of a person or an office; at most 200 characters.' })
  declare readonly name?: string | null;

  @Field(() => String, { nullable: true, description: 'Lines; at most 500 characters.' })
  declare readonly postalAddress?: string | null;
}

@InputType({
  description:
    'Description and labels are replaced, also when they are left out. Every other field stays as it is when it is left out, and is deleted by null.',
})
export class ProfileInput {
  @Field(() => LocalizedTextInput, { nullable: true, description: 'Left out or null: none.' })
  declare readonly description?: LocalizedTextInput | null;

  @Field(() => [CommunityLabelInput], {
    nullable: true,
    description: 'At most 20; of communities alone. Left out or null: none.',
  })
  declare readonly labels?: readonly CommunityLabelInput[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Of a community: codes of its peoples, at most 10. Null: those that its name names. Left out, they stay as they are.',
  })
  declare readonly peoples?: readonly string[] | null;

  @Field(() => ContactInput, {
    nullable: true,
    description:
      'Shown to everybody. Given, it replaces the whole contact. Null deletes it; left out, it stays.',
  })
  declare readonly contact?: ContactInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'An address that begins with https:// or http://, at most 300 characters; shown to everybody. Null deletes it; left out, it stays.',
  })
  declare readonly website?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'An asset of its own that everybody may see, whose cover is its picture. Null: none; left out, it stays.',
  })
  declare readonly pictureAsset?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'An asset of its own that everybody may see, whose cover is its logo. Null: none; left out, it stays.',
  })
  declare readonly logoAsset?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Lines, at most 1,000 characters, for its members and the parties of its orders. Null deletes them; left out, they stay.',
  })
  declare readonly bankDetails?: string | null;

  @Field(() => BillingProfileInputNode, {
    nullable: true,
    description:
      'For its members and the parties of its orders. Given, it replaces the whole billing profile. Null deletes it; left out, it stays.',
  })
  declare readonly billing?: BillingProfileInputNode | null;

  @Field(() => LocalizedTextInput, {
    nullable: true,
    description:
      'Of a community or institution: uses that it welcomes, at most 2,000 characters a language. Null deletes it; left out, it stays.',
  })
  declare readonly welcome?: LocalizedTextInput | null;

  @Field(() => LocalizedTextInput, {
    nullable: true,
    description:
      'Of a community or institution: uses that it never allows, at most 2,000 characters a language. Null deletes it; left out, it stays.',
  })
  declare readonly never?: LocalizedTextInput | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Of a community or institution: in how many days it answers, 1 to 365. Null deletes it; left out, it stays.',
  })
  declare readonly answersWithinDays?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Of a community or institution: the last day on which it takes no new requests, YYYY-MM-DD in UTC, from today to a year ahead. Null: it takes them, and closedReason is deleted; left out, it stays.',
  })
  declare readonly closedUntil?: string | null;

  @Field(() => LocalizedTextInput, {
    nullable: true,
    description:
      'Why it takes none until then, at most 2,000 characters a language. Null deletes it; left out, it stays.',
  })
  declare readonly closedReason?: LocalizedTextInput | null;
}
