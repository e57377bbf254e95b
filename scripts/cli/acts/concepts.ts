import { act, argument, option, parent, required, type ActGroup } from '../act.ts';

const CONCEPT_PROPOSAL = argument('<PROPOSAL>', 'its id, as lanran concepts proposals shows it');
const PROPOSAL_MESSAGE = option('--message <text>', 'why, for who decides');

export const CONCEPTS: ActGroup = {
  title: 'Concepts of the vocabularies',
  acts: [
    parent(
      'concepts',
      'terms of the vocabularies: labels, broader and narrower ones, notes (docs/concepts.md)',
    ),
    act('concepts list', 'accepted concepts, the nearest to a text first', {
      takes: [
        argument('[TEXT]', 'in the code or a label'),
        option('--vocabulary <name>', 'technique, motif, ich, place, material or ethnicGroup'),
      ],
      load: async () => (await import('../concepts/documents.ts')).conceptsList,
    }),
    act('concepts export', 'write all accepted concepts into a file', {
      takes: [
        required('--format <format>', 'turtle, jsonld or csv'),
        required('--out <file>', 'the file to write'),
        option('--vocabulary <name>', 'those of one vocabulary (default: all)'),
      ],
      load: async () => (await import('../concepts/documents.ts')).conceptsExport,
    }),
    act(
      'concepts import',
      'propose what is new or changed in a file; where anything of it is wrong, nothing',
      {
        takes: [
          argument('<FILE>', 'SKOS as .ttl or .jsonld, or .csv'),
          option('--format <format>', "turtle, jsonld or csv (default: by the file's ending)"),
          option('--organization <id>', 'which organization proposes, by id or slug'),
          PROPOSAL_MESSAGE,
          option('--accept', 'accept it as well; for who may'),
        ],
        load: async () => (await import('../concepts/documents.ts')).conceptsImport,
      },
    ),
    act('concepts propose', 'propose one concept: a new one, or a changed one with the same code', {
      takes: [
        argument('<FILE>', 'JSON: vocabulary, code, prefLabel and the rest (docs/concepts.md)'),
        option('--organization <id>', 'which organization proposes, by id or slug'),
        PROPOSAL_MESSAGE,
      ],
      load: async () => (await import('../concepts/proposals.ts')).conceptsPropose,
    }),
    act('concepts proposals', 'proposals that your key may see, newest first', {
      takes: [option('--state <state>', 'open, accepted, declined or withdrawn (default: open)')],
      load: async () => (await import('../concepts/proposals.ts')).conceptsProposals,
    }),
    act('concepts accept', 'the accreditor, or a community for its own concepts, accepts a proposal', {
      takes: [CONCEPT_PROPOSAL],
      load: async () => (await import('../concepts/proposals.ts')).conceptsAccept,
    }),
    act('concepts decline', 'decline a proposal', {
      takes: [CONCEPT_PROPOSAL, required('--reason <text>', 'why, for who proposed it')],
      load: async () => (await import('../concepts/proposals.ts')).conceptsDecline,
    }),
    act('concepts withdraw', 'take your own proposal back', {
      takes: [CONCEPT_PROPOSAL],
      load: async () => (await import('../concepts/proposals.ts')).conceptsWithdraw,
    }),
  ],
};
