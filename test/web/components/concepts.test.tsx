import { screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { emptyDraft } from '../../../web/features/concepts/model/concept-form.ts';
import type { ShownProposal } from '../../../web/features/concepts/model/proposal-documents.ts';
import { ConceptForm } from '../../../web/features/concepts/parts/form/concept-form.tsx';
import { ConceptImport } from '../../../web/features/concepts/parts/concept-import.tsx';
import { ProposalActs } from '../../../web/features/concepts/parts/proposal-acts.tsx';
import { ConceptsPage } from '../../../web/features/concepts/pages/concepts-page.tsx';
import { formText } from '../../../web/features/concepts/words/form-text.ts';
import { importText } from '../../../web/features/concepts/words/import-text.ts';
import { proposalsText } from '../../../web/features/concepts/words/proposals-text.ts';
import { conceptsText } from '../../../web/features/concepts/words/text.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { LANGUAGES } from './rendered.tsx';
import { answering, Refusal, renderPage } from './search-platform.tsx';

afterEach(() => vi.unstubAllGlobals());

const pageInfo = { endCursor: null, hasNextPage: false };
const NO_COMMUNITIES = { organizations: { pageInfo, edges: [] } };
const NO_CONCEPTS = { concepts: { totalCount: 0, pageInfo, edges: [] } };

function concept(code: string, zh: string, ...broader: readonly string[]) {
  const id = `motif/${code}`;
  return {
    ...{ id, vocabulary: 'motif', prefLabel: { en: code, zh }, narrowerCount: 0 },
    broader: broader.map((above) => ({ id: `motif/${above}` })),
    path: [],
  };
}

describe.each(LANGUAGES)('pages of concepts (%s)', (language) => {
  const t = textIn(conceptsText, language);
  const form = textIn(formText, language);

  it('unfolds a vocabulary, and searches it when the hand rests', async () => {
    const bird = { ...concept('bird', '鸟'), narrowerCount: 1 };
    const edges = [bird, concept('pheasant', '锦鸡', 'bird'), concept('sun', '太阳')].map((node) => ({
      node,
    }));
    const { asked } = answering(({ name }) =>
      name === 'ConceptTree' ? { concepts: { pageInfo, edges } } : NO_CONCEPTS,
    );
    const { user, router } = renderPage(language, <ConceptsPage />, '/concepts?vocabulary=motif');
    const name = bird.prefLabel[language];
    await user.click(await screen.findByRole('button', { name: t('below', { name }) }));
    const pheasant = screen.getByRole('link', { name: language === 'en' ? 'pheasant' : '锦鸡' });
    expect(pheasant.getAttribute('href')).toBe('/concepts/motif/pheasant');
    await user.type(screen.getByLabelText(t('filter')), 'qq');
    await screen.findByText(t('nothingTitle', { text: 'qq' }));
    expect(new URLSearchParams(router.state.location.search).get('text')).toBe('qq');
    expect(asked.filter((each) => each.name === 'FoundConcepts')).toHaveLength(1);
  });

  it('says beside its field what the platform refuses', async () => {
    const { asked } = answering(({ name }) => {
      if (name === 'ConceptName') throw new Refusal({ code: 'NOT_FOUND' });
      if (name === 'ProposeConcept') throw new Refusal({ code: 'BAD_INPUT', field: 'concept.prefLabel.zh' });
      return name === 'ConceptCommunities' ? NO_COMMUNITIES : NO_CONCEPTS;
    });
    const { user } = renderPage(
      language,
      <ConceptForm organizationId="0x1" present={emptyDraft('motif')} isChange={false} />,
    );
    const field = (label: string) => screen.getByRole('textbox', { name: new RegExp(`^${label}`) });
    const send = () => user.click(screen.getByRole('button', { name: form('send') }));
    await send();
    expect(screen.getAllByText(form('badCode')).length).toBeGreaterThan(0);
    expect(asked.some(({ name }) => name === 'ProposeConcept')).toBe(false);
    await user.type(field(form('code')), 'sun');
    await user.type(field(form('prefZh')), '日');
    await user.type(field(form('prefEn')), 'Sun');
    await send();
    await screen.findByText(form('incomplete'));
    expect(field(form('prefZh')).getAttribute('aria-invalid')).toBe('true');
    expect(field(form('prefEn')).getAttribute('aria-invalid')).toBeNull();
    const sent = asked.find(({ name }) => name === 'ProposeConcept')?.variables;
    expect(sent).toMatchObject({ concept: { code: 'sun', prefLabel: { zh: '日', en: 'Sun' }, broader: [] } });
  });

  it('proposes no file with an error, and names its line', async () => {
    const words = textIn(importText, language);
    const problem = { field: 'line 2: code', message: 'line 2: code: must be given.' };
    const { asked } = answering(() => ({
      checkConcepts: { added: 1, changed: 0, same: 0, problems: [problem] },
    }));
    const { user } = renderPage(language, <ConceptImport organizationId="0x1" />);
    const input = document.querySelector<HTMLInputElement>('input[type=file]');
    if (input === null) throw new Error('No file can be chosen.');
    await user.upload(input, new File(['vocabulary'], 'a.csv', { type: 'text/csv' }));
    await screen.findByText(words('line', { line: '2' }));
    screen.getByText(words('wrong', { count: 1 }));
    expect(screen.queryByRole('button', { name: words('send', { count: 1 }) })).toBeNull();
    expect(asked.map(({ name }) => name)).toEqual(['CheckConcepts']);
  });

  it('declines with a reason alone', async () => {
    const words = textIn(proposalsText, language);
    const { asked } = answering(() => ({ declineConceptProposal: { id: 'a' } }));
    const proposal: ShownProposal = {
      id: 'a',
      state: 'OPEN',
      message: null,
      reason: null,
      proposedAt: '2026-11-29T00:00:00Z',
      decidedAt: null,
      changeCount: 1,
      organization: { id: '0x1', slug: 'museum', name: { en: 'Museum', zh: null } },
      mayAccept: false,
      mayDecline: true,
      mayWithdraw: false,
    };
    const { user } = renderPage(language, <ProposalActs proposal={proposal} />);
    expect(screen.queryByRole('button', { name: words('accept') })).toBeNull();
    await user.click(screen.getByRole('button', { name: words('decline') }));
    const verb = screen.getByRole('button', { name: words('declineVerb') });
    expect(verb.getAttribute('disabled')).not.toBeNull();
    await user.type(screen.getByRole('textbox'), ' Too vague. ');
    await user.click(verb);
    expect(asked.find(({ name }) => name === 'DeclineConceptProposal')?.variables).toEqual({
      ...{ id: 'a', reason: 'Too vague.' },
    });
  });
});
