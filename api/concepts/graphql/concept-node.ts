import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionType } from '../../platform/graphql/connection.ts';
import { LocalizedText } from '../../platform/graphql/localized-text.ts';
import { type Concept, keyOf, type MatchScheme } from '../domain/concept.ts';
import { MatchSchemeEnum } from './enums.ts';

@ObjectType({ description: 'Further names of a concept.' })
export class ConceptAltLabels {
  @Field(() => [String])
  declare readonly zh: readonly string[];

  @Field(() => [String])
  declare readonly en: readonly string[];

  @Field(() => [String], { description: 'In traditional characters.' })
  declare readonly hant: readonly string[];

  @Field(() => [String], { description: 'With tones.' })
  declare readonly pinyin: readonly string[];

  @Field(() => [String], {
    description: 'Of any other language or script, such as the people’s own.',
  })
  declare readonly other: readonly string[];
}

@ObjectType({ description: 'What another list calls the same.' })
export class ConceptMatch {
  @Field(() => MatchSchemeEnum)
  declare readonly scheme: MatchScheme;

  @Field(() => String)
  declare readonly id: string;

  @Field(() => String, { description: 'Where it can be looked up that both mean the same.' })
  declare readonly source: string;
}

@ObjectType('Concept', { description: 'A term of a vocabulary (SKOS).' })
export class ConceptNode {
  /** What other fields are resolved from; not part of the schema. */
  declare readonly about: Concept;

  @Field(() => ID, { description: 'Vocabulary, / and code, such as technique/batik.' })
  declare readonly id: string;

  @Field(() => String)
  declare readonly vocabulary: string;

  @Field(() => String)
  declare readonly code: string;

  @Field(() => LocalizedText, { description: 'In both languages.' })
  declare readonly prefLabel: LocalizedText;

  @Field(() => ConceptAltLabels)
  declare readonly altLabels: ConceptAltLabels;

  @Field(() => LocalizedText, { description: 'What it is, and how to tell it from others.' })
  declare readonly scopeNote: LocalizedText;

  @Field(() => [String], { description: 'Works and pages that it is from.' })
  declare readonly sources: readonly string[];

  @Field(() => [ConceptMatch])
  declare readonly exactMatch: readonly ConceptMatch[];
}

export const ConceptConnection = connectionType(ConceptNode, 'Concept');

export function toConceptNode(about: Concept): ConceptNode {
  return { ...about, about, id: keyOf(about) };
}

/** Before and after acceptance alike: its broader and related ones may not be there yet. */
@ObjectType({ description: 'A concept as it is proposed.' })
export class ProposedConcept {
  @Field(() => ID, { description: 'Vocabulary, / and code, such as technique/batik.' })
  declare readonly id: string;

  @Field(() => String)
  declare readonly vocabulary: string;

  @Field(() => String)
  declare readonly code: string;

  @Field(() => LocalizedText)
  declare readonly prefLabel: LocalizedText;

  @Field(() => ConceptAltLabels)
  declare readonly altLabels: ConceptAltLabels;

  @Field(() => [ID], { description: 'As `Concept.id`; some may be part of the same proposal.' })
  declare readonly broader: readonly string[];

  @Field(() => [ID], { description: 'As `Concept.id`; some may be part of the same proposal.' })
  declare readonly related: readonly string[];

  @Field(() => LocalizedText)
  declare readonly scopeNote: LocalizedText;

  @Field(() => [String])
  declare readonly sources: readonly string[];

  @Field(() => [ConceptMatch])
  declare readonly exactMatch: readonly ConceptMatch[];

  @Field(() => ID, { nullable: true, description: 'The organization whose own concept it is to be.' })
  declare readonly community: string | null;
}

export function toProposedConcept(concept: Concept): ProposedConcept {
  return { ...concept, id: keyOf(concept) };
}

@ObjectType({ description: 'One concept of a proposal.' })
export class ConceptChange {
  @Field(() => ProposedConcept)
  declare readonly proposed: ProposedConcept;

  @Field(() => ConceptNode, { nullable: true, description: 'As it is now; null for a new one.' })
  declare readonly present: ConceptNode | null;

  @Field(() => [String], {
    description:
      'What differs from the present concept: `prefLabel.en`, `altLabels.zh`, `broader` … Empty for a new one.',
  })
  declare readonly changed: readonly string[];
}

@ObjectType({ description: 'What became of a document of concepts.' })
export class ConceptCounts {
  @Field(() => Int)
  declare readonly added: number;

  @Field(() => Int)
  declare readonly changed: number;

  @Field(() => Int, { description: 'Equal to the present concept, and left out.' })
  declare readonly same: number;
}
