import { Field, ObjectType } from 'type-graphql';
import {
  type FactName,
  type FactSectionKind,
  type FactUnit,
  type InspectionNoticeCode,
  TECHNICAL_FACTS,
  type FactSection,
  type InspectionNotice,
} from '../domain/technical-metadata.ts';
import { FactNameEnum, FactSectionEnum, FactUnitEnum, InspectionNoticeEnum } from './enums.ts';

@ObjectType('TechnicalFact')
class TechnicalFactNode {
  @Field(() => FactNameEnum)
  declare readonly name: FactName;

  @Field(() => FactUnitEnum)
  declare readonly unit: FactUnit;

  @Field(() => [String], { description: 'One or more; numbers as decimal text.' })
  declare readonly values: readonly string[];
}

@ObjectType('FactSection', { description: 'Facts about one thing: the picture, one stream, one part.' })
class FactSectionNode {
  @Field(() => FactSectionEnum)
  declare readonly kind: FactSectionKind;

  @Field(() => [TechnicalFactNode])
  declare readonly facts: readonly TechnicalFactNode[];
}

@ObjectType('InspectionNotice', { description: 'What a reader of the file should beware of.' })
class InspectionNoticeNode {
  @Field(() => InspectionNoticeEnum)
  declare readonly code: InspectionNoticeCode;

  @Field(() => String, { description: 'The particulars, in English.' })
  declare readonly detail: string;
}

@ObjectType('TechnicalMetadata', {
  description: 'What was found out from the content of a file, and is not signed.',
})
export class TechnicalMetadataNode {
  @Field(() => [FactSectionNode])
  declare readonly sections: readonly FactSectionNode[];

  @Field(() => [InspectionNoticeNode])
  declare readonly notices: readonly InspectionNotice[];
}

@ObjectType('LateDigests', {
  description: 'Computed after publication; what is signed is SHA-256, CID and XXH64.',
})
export class LateDigestsNode {
  @Field(() => String)
  declare readonly md5: string;

  @Field(() => String, { description: 'C4 ID, SMPTE ST 2114.' })
  declare readonly c4: string;

  @Field(() => String, { nullable: true, description: 'dHash of 64 bits, of pictures.' })
  declare readonly perceptual: string | null;
}

export function toTechnicalMetadataNode(
  sections: readonly FactSection[],
  notices: readonly InspectionNotice[],
): TechnicalMetadataNode {
  return {
    notices,
    sections: sections.map(({ kind, facts }) => ({
      kind,
      facts: facts.map((fact) => ({ ...fact, unit: TECHNICAL_FACTS[fact.name] })),
    })),
  };
}
