import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { AccessLevel, AssetKind } from '../../assets/domain/asset.ts';
import type { AssetColor } from '@lanran/protocol/assets/colors';
import { AccessEnum, AssetColorEnum, AssetKindEnum } from '../../assets/graphql/enums.ts';
import { TERRITORIES_DESCRIPTION } from '../../platform/graphql/territories-description.ts';

@InputType()
@ObjectType('NamedTerm', { description: 'As in a `TermFilter`.' })
export class TermFilter {
  @Field(() => String)
  declare readonly vocabulary: string;

  @Field(() => String)
  declare readonly code: string;
}

@ObjectType('NamedUse', { description: 'As in a `UseInput`.' })
@InputType({ description: 'What is to be done with an asset, where and when, not exclusively.' })
export class UseInput {
  @Field(() => [String], { description: 'Names such as STREAMING, or ALL, which leaves out AI_TRAINING.' })
  declare readonly media: readonly string[];

  @Field(() => [String], { description: TERRITORIES_DESCRIPTION })
  declare readonly territories: readonly string[];

  @Field(() => String, { description: 'First day, YYYY-MM-DD in UTC; today or later.' })
  declare readonly from: string;

  @Field(() => String, { description: 'Last day, included.' })
  declare readonly to: string;
}

@ObjectType('NamedPriceRange', { description: 'As in a `PriceRange`.' })
@InputType('PriceRange', {
  description:
    'Prices of one currency; nothing is converted. Assets whose cheapest use of today costs so much, both ends included.',
})
export class PriceRangeInput {
  @Field(() => String, { description: 'Of the currency, by its address in `deployment`.' })
  declare readonly token: string;

  @Field(() => String, { nullable: true, description: 'In the smallest unit, decimal text.' })
  declare readonly min?: string | null;

  @Field(() => String, { nullable: true, description: 'In the smallest unit, decimal text.' })
  declare readonly max?: string | null;
}

@InputType('AssetFilter', { description: 'Conditions that all must hold.' })
@ObjectType('AssetConditions', { description: 'As in an `AssetFilter`; null where nothing is asked.' })
export class AssetFilterInput {
  @Field(() => AssetKindEnum, { nullable: true })
  declare readonly kind?: AssetKind | null;

  @Field(() => ID, { nullable: true })
  declare readonly community?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Does a community stand behind it?' })
  declare readonly hasCommunity?: boolean | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Title, description or terms name one of these peoples, by their codes (`Organization.peoples`).',
  })
  declare readonly peoples?: readonly string[] | null;

  @Field(() => ID, { nullable: true })
  declare readonly holder?: string | null;

  @Field(() => AccessEnum, { nullable: true })
  declare readonly access?: AccessLevel | null;

  @Field(() => TermFilter, { nullable: true })
  declare readonly term?: TermFilter | null;

  @Field(() => [TermFilter], { nullable: true, description: 'All of them must be among its terms.' })
  declare readonly terms?: readonly TermFilter[] | null;

  @Field(() => TermFilter, {
    nullable: true,
    description:
      'This concept, or one narrower however far, is among its terms. A concept that is not there finds nothing.',
  })
  declare readonly concept?: TermFilter | null;

  @Field(() => String, {
    nullable: true,
    description: 'Every word must occur in a title, description, term or identifier.',
  })
  declare readonly text?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Can it be licensed today: by an open offer, under consent in force where a community stands behind it, neither withdrawn nor disputed?',
  })
  declare readonly onOffer?: boolean | null;

  @Field(() => UseInput, {
    nullable: true,
    description:
      'Can all of this be licensed at once: by one open offer, under consent in force, and not taken by an exclusive license?',
  })
  declare readonly licensable?: UseInput | null;

  @Field(() => PriceRangeInput, {
    nullable: true,
    description: 'Can it be licensed today in this currency, and for how much?',
  })
  declare readonly price?: PriceRangeInput | null;

  @Field(() => [AssetColorEnum], { nullable: true, description: 'Its cover shows much of each.' })
  declare readonly colors?: readonly AssetColor[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Has it an offer that is neither closed nor over, whether or not it can be taken?',
  })
  declare readonly hasOffer?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Is there a consent in force today?' })
  declare readonly hasConsent?: boolean | null;

  @Field(() => Boolean, { nullable: true })
  declare readonly isWithdrawn?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Published on this day, YYYY-MM-DD in UTC.' })
  declare readonly publishedOn?: string | null;

  @Field(() => ID, { nullable: true, description: 'To whom its holder would hand it over.' })
  declare readonly custodyOfferedTo?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Would its holder hand it over to anybody?' })
  declare readonly isCustodyOffered?: boolean | null;
}
