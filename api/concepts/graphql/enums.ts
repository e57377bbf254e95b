import { enumOf } from '../../platform/graphql/enum-of.ts';
import { MATCH_SCHEMES } from '../domain/concept.ts';
import { PROPOSAL_STATES } from '../domain/concept-proposal.ts';
import { CONCEPT_FORMATS } from '../domain/concept-format.ts';

export const MatchSchemeEnum = enumOf(
  MATCH_SCHEMES,
  'ConceptMatchScheme',
  'AAT: Getty’s Art & Architecture Thesaurus. ICH: China’s national list of intangible cultural heritage. GBT2260: China’s codes of places.',
);

export const ProposalStateEnum = enumOf(
  PROPOSAL_STATES,
  'ConceptProposalState',
  'OPEN: nobody decided yet. WITHDRAWN: by the organization that proposed it.',
);

export const ConceptFormatEnum = enumOf(CONCEPT_FORMATS, 'ConceptFormat', 'TURTLE and JSON_LD: SKOS.');
