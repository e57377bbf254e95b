import { act, argument, parent, type ActGroup } from '../act.ts';
import { DATA_DIR } from './parameters.ts';

const SUCCESSOR = argument('<ADDRESS>', "the successor's key");

export const OFFICES: ActGroup = {
  title: 'Operator and accreditor',
  acts: [
    parent('operator', 'who runs the platform'),
    act(
      'operator hand-on',
      'the operator asks another key to follow; it stays the operator until that key accepts',
      { takes: [SUCCESSOR], load: async () => (await import('../offices.ts')).operatorHandOn },
    ),
    act('operator take-back', 'the operator asks nobody to follow any longer', {
      load: async () => (await import('../offices.ts')).operatorTakeBack,
    }),
    act('operator accept', 'become the operator, as the present one asked you', {
      load: async () => (await import('../offices.ts')).operatorAccept,
    }),
    act(
      'operator reset',
      "vacate the office when the operator's key is lost; a new one-time link names the next one",
      { takes: [DATA_DIR], load: async () => (await import('../offices.ts')).operatorReset },
    ),
    parent('accreditor', 'who decides which organizations take part'),
    act(
      'accreditor hand-on',
      'the accreditor asks another key to follow; both have the role until that key accepts',
      { takes: [SUCCESSOR], load: async () => (await import('../offices.ts')).accreditorHandOn },
    ),
    act('accreditor take-back', 'the accreditor takes the role back from whom it asked to follow', {
      load: async () => (await import('../offices.ts')).accreditorTakeBack,
    }),
    act('accreditor accept', 'become the only accreditor, as the present one asked you', {
      load: async () => (await import('../offices.ts')).accreditorAccept,
    }),
  ],
};
