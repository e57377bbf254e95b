import { Field, ID, InputType } from 'type-graphql';
import { LocalizedTextInput } from '../../platform/graphql/localized-text-input.ts';
import type { MatchScheme } from '../domain/concept.ts';
import { MatchSchemeEnum } from './enums.ts';

@InputType('ConceptFilter', { description: 'Conditions that all must hold.' })
export class ConceptFilterInput {
  @Field(() => String, { nullable: true })
  declare readonly vocabulary?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'In the code or a label; whatever is nearest comes first.',
  })
  declare readonly text?: string | null;

  @Field(() => ID, { nullable: true, description: 'Below this concept (`Concept.id`), however far.' })
  declare readonly broader?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Those alone that have no broader one.' })
  declare readonly topOnly?: boolean | null;
}

@InputType()
export class ConceptAltLabelsInput {
  @Field(() => [String], { nullable: true })
  declare readonly zh?: readonly string[] | null;

  @Field(() => [String], { nullable: true })
  declare readonly en?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'In traditional characters.' })
  declare readonly hant?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'With tones.' })
  declare readonly pinyin?: readonly string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Of any other language or script, such as the people’s own.',
  })
  declare readonly other?: readonly string[] | null;
}

@InputType()
export class ConceptMatchInput {
  @Field(() => MatchSchemeEnum)
  declare readonly scheme: MatchScheme;

  @Field(() => String)
  declare readonly id: string;

  @Field(() => String, { description: 'Where it can be looked up that both mean the same.' })
  declare readonly source: string;
}

@InputType('ConceptInput', { description: 'All of a concept: what is left out is empty.' })
export class ConceptFields {
  @Field(() => String)
  declare readonly vocabulary: string;

  @Field(() => String, { description: 'Lower-case ASCII words joined by -; in `ich` also such as VIII-25.' })
  declare readonly code: string;

  @Field(() => LocalizedTextInput, { description: 'In both languages, at most 200 characters each.' })
  declare readonly prefLabel: LocalizedTextInput;

  @Field(() => ConceptAltLabelsInput, { nullable: true, description: 'At most 50 in all.' })
  declare readonly altLabels?: ConceptAltLabelsInput | null;

  @Field(() => [ID], { nullable: true, description: 'As `Concept.id`, of the same vocabulary.' })
  declare readonly broader?: readonly string[] | null;

  @Field(() => [ID], { nullable: true, description: 'As `Concept.id`.' })
  declare readonly related?: readonly string[] | null;

  @Field(() => LocalizedTextInput, { nullable: true, description: 'At most 1,000 characters each.' })
  declare readonly scopeNote?: LocalizedTextInput | null;

  @Field(() => [String], { nullable: true })
  declare readonly sources?: readonly string[] | null;

  @Field(() => [ConceptMatchInput], { nullable: true })
  declare readonly exactMatch?: readonly ConceptMatchInput[] | null;

  @Field(() => ID, { nullable: true, description: 'The community whose own concept it is.' })
  declare readonly community?: string | null;
}
