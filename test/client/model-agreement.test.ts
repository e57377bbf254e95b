import { describe, expect, it } from 'vitest';
import { checkAgreementFile } from '@lanran/sdk/publishing/agreements';
import { modelAgreement } from '@lanran/sdk/publishing/model-agreement';

const FIELDS = { holder: 'Museum', law: 'the laws of France', forum: 'the courts of Paris' };

describe.each(['en', 'zh'] as const)('the model license agreement in %s', (language) => {
  const text = modelAgreement(language, FIELDS);

  it('is a text that a version can name', () => {
    const bytes = new TextEncoder().encode(text);
    expect(checkAgreementFile(bytes, 'draft.md').sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('says that it is a draft, has what was filled in, and the clauses that films need', () => {
    expect(text).toMatch(/Draft|草案/);
    for (const field of Object.values(FIELDS)) expect(text).toContain(field);
    for (const right of ['ADAPTABLE', 'ENDURING', 'PROMOTABLE']) expect(text).toContain(right);
    expect(text).toMatch(/injunction|不请求禁止/);
  });

  it('leaves blanks for what was not filled in', () => {
    expect(modelAgreement(language, { holder: ' ', law: '', forum: '' })).toContain('____');
  });
});
