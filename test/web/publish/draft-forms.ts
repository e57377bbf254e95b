import { type DraftForm, NOTHING_STATED } from '../../../web/features/publish/editor/model/draft-form.ts';

export function buildForm(overrides: Partial<DraftForm> = {}): DraftForm {
  return {
    kind: 'PATTERN',
    access: 'LICENSED',
    community: null,
    title: { en: 'Drum pattern', zh: '' },
    description: { en: '', zh: '' },
    terms: [],
    creditLine: '',
    agreement: null,
    rightsStatement: NOTHING_STATED,
    identifier: '',
    noCommunityReason: '',
    synthetic: false,
    ...overrides,
  };
}
