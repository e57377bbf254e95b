import type { ComponentProps } from 'react';
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ConfirmEmailPage } from '../../../web/features/people/notifications/pages/confirm-email-page.tsx';
import { NotificationsSection } from '../../../web/features/people/notifications/parts/notifications-section.tsx';
import { notificationsText } from '../../../web/features/people/notifications/words/notifications-text.ts';
import { AddWebhookSheet } from '../../../web/features/webhooks/parts/add-webhook-sheet.tsx';
import { WebhookPart } from '../../../web/features/webhooks/parts/webhook-part.tsx';
import { webhooksText } from '../../../web/features/webhooks/words/webhooks-text.ts';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { textIn } from '../../../web/lib/language/text.ts';
import { errorText } from '../../../web/lib/session/error-text.ts';
import { kindText } from '../../../web/lib/notifications/kind-text.ts';
import { LANGUAGES } from './rendered.tsx';
import { answering, Refusal, renderPage } from './search-platform.tsx';

afterEach(() => vi.unstubAllGlobals());

const CHOICES = {
  sendsMail: true,
  email: null,
  confirmedAt: null,
  language: 'en',
  kinds: ['ASKED'],
  stopped: null,
  confirmation: null,
  failures: [],
};
const WEBHOOK: ComponentProps<typeof WebhookPart>['webhook'] = {
  id: 'w1',
  url: 'https://example.org/hook',
  kinds: ['ASKED'],
  failingSince: null,
  offAt: null,
  deliveries: [],
};
const DELIVERY = {
  id: 'd1',
  kind: 'ASKED',
  createdAt: '2026-11-30T08:00:00Z',
  state: 'GAVE_UP',
  attemptedAt: '2026-11-30T08:00:00Z',
  nextAt: null,
  status: 302,
  durationMs: 1_240,
  error: 'The answer is a redirect (302).',
} as const;

describe.each(LANGUAGES)('what reaches a person by e-mail (%s)', (language) => {
  const t = textIn(notificationsText, language);
  const kind = textIn(kindText, language);
  const show = (choices: object, setEmail: () => object = () => ({})) => {
    const platform = answering(({ name }) => {
      if (name === 'SetEmail') return setEmail();
      return name === 'NotificationChoices' ? { notificationChoices: { ...CHOICES, ...choices } } : {};
    });
    return { ...platform, ...renderPage(language, <NotificationsSection />) };
  };

  it('says that the installation sends none, and asks for no address', async () => {
    show({ sendsMail: false });
    await screen.findByText(t('none'));
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('sends a link to the address that is named', async () => {
    const { user, asked } = show({});
    await user.type(await screen.findByRole('textbox', { name: t('email') }), ' name@example.org');
    await user.click(screen.getByRole('button', { name: t('set') }));
    expect(asked.find(({ name }) => name === 'SetEmail')?.variables).toEqual({
      email: 'name@example.org',
      language,
    });
  });

  it('says at the field what is no address, before and after it was sent', async () => {
    const { user, asked } = show({}, () => {
      throw new Refusal({ code: 'BAD_INPUT', field: 'email' });
    });
    const field = await screen.findByRole('textbox', { name: t('email') });
    await user.type(field, 'name at example');
    await user.click(screen.getByRole('button', { name: t('set') }));
    screen.getByText(t('emailBad'));
    expect(asked.some(({ name }) => name === 'SetEmail')).toBe(false);
    await user.clear(field);
    await user.type(field, 'name@-.org');
    expect(screen.queryByText(t('emailBad'))).toBeNull();
    await user.click(screen.getByRole('button', { name: t('set') }));
    await vi.waitFor(() => expect(asked.some(({ name }) => name === 'SetEmail')).toBe(true));
    await screen.findByText(t('emailBad'));
    expect(screen.queryByText(errorText(new RefusedError('BAD_INPUT', ''), language).text)).toBeNull();
  });

  it('sends the kinds that are chosen', async () => {
    const { user, asked } = show({});
    await user.click(await screen.findByRole('checkbox', { name: kind('SHARE_EARNED') }));
    await user.click(screen.getByRole('checkbox', { name: kind('ASKED') }));
    await user.click(screen.getByRole('button', { name: t('save') }));
    await screen.findByText(t('saved'));
    expect(asked.find(({ name }) => name === 'ChooseNotifications')?.variables['kinds']).toEqual([
      'SHARE_EARNED',
    ]);
  });

  it('says why mail was stopped, and what did not arrive', async () => {
    show({
      email: 'name@example.org',
      stopped: { why: 'REFUSED', answer: '550 no such user' },
      failures: [{ id: 'a', kind: 'ASKED', createdAt: '2026-11-30T08:00:00Z', error: '550 no such user' }],
    });
    await screen.findByText(t('stoppedRefused', { email: 'name@example.org' }));
    screen.getByText(t('refused', { answer: '550 no such user' }));
    within(screen.getByRole('table')).getByText('550 no such user');
    expect(screen.queryByRole('button', { name: t('resume') })).toBeNull();
  });
});

describe.each(LANGUAGES)('the page that a confirmation leads to (%s)', (language) => {
  const t = textIn(notificationsText, language);
  const open = (code: string, confirm: () => unknown = () => ({ confirmEmail: true })) => {
    sessionStorage.clear();
    const platform = answering(confirm);
    return { ...platform, ...renderPage(language, <ConfirmEmailPage />, `/confirm-email#${code}`) };
  };
  const CODE = 'a'.repeat(43);

  it('confirms at a press', async () => {
    const { user, asked } = open(CODE);
    await user.click(screen.getByRole('button', { name: t('confirm') }));
    await screen.findByText(t('confirmDone'));
    expect(asked.map(({ variables }) => variables['code'])).toContain(CODE);
  });

  it('says at once that a link is not whole, and offers no button', () => {
    for (const cut of ['', CODE.slice(1)]) {
      open(cut);
      screen.getByText(t('noCode'));
      expect(screen.queryByRole('button', { name: t('confirm') })).toBeNull();
      cleanup();
    }
  });

  it('says that a link is used or over, and offers the same press no more', async () => {
    const { user } = open(CODE, () => {
      throw new Refusal({ code: 'BAD_INPUT', field: 'code' });
    });
    await user.click(screen.getByRole('button', { name: t('confirm') }));
    await screen.findByText(t('confirmFailed'));
    expect(screen.queryByRole('button', { name: t('confirm') })).toBeNull();
    expect(screen.queryByText(t('confirmLead'))).toBeNull();
  });
});

describe.each(LANGUAGES)('a webhook (%s)', (language) => {
  const t = textIn(webhooksText, language);
  const show = (webhook: object, isOwner = true) => {
    const platform = answering(() => ({ resendDelivery: { id: 'd1' }, switchOnWebhook: { id: 'w1' } }));
    const part = (
      <WebhookPart webhook={{ ...WEBHOOK, ...webhook }} isOwner={isOwner} onSecret={() => undefined} />
    );
    return { ...platform, ...renderPage(language, part) };
  };

  it('shows what became of a call, and sends it again', async () => {
    const { user, asked } = show({ deliveries: [DELIVERY] });
    screen.getByText(`${t('GAVE_UP')} · 302`);
    screen.getByText(DELIVERY.error);
    screen.getByText(t('seconds', { seconds: '1.2' }));
    await user.click(screen.getByRole('button', { name: t('again') }));
    expect(asked.find(({ name }) => name === 'ResendDelivery')?.variables).toEqual({ id: 'd1' });
  });

  it('that was switched off says so, and is switched on', async () => {
    const { user, asked } = show({ offAt: '2026-11-30T08:00:00Z', deliveries: [DELIVERY] });
    screen.getByText(t('off'));
    expect(screen.queryByRole('button', { name: t('again') })).toBeNull();
    await user.click(screen.getByRole('button', { name: t('switchOn') }));
    expect(asked.some(({ name }) => name === 'SwitchOnWebhook')).toBe(true);
  });

  it('is read and not changed by members who are no owners', () => {
    show({ deliveries: [DELIVERY] }, false);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('at a private address is refused beside its field, and what was typed stays', async () => {
    answering(() => {
      throw new Refusal({ code: 'BAD_INPUT', field: 'url' });
    });
    const sheet = <AddWebhookSheet organizationId="0xa" onDone={() => undefined} onClose={() => undefined} />;
    const { user } = renderPage(language, sheet);
    const field = () => screen.getByRole('textbox');
    await user.type(field(), 'https://127.0.0.1/hook');
    await user.click(screen.getByRole('button', { name: t('create') }));
    await screen.findByText(t('urlWrong'));
    expect(field()).toHaveProperty('value', 'https://127.0.0.1/hook');
    await user.type(field(), 's');
    expect(screen.queryByText(t('urlWrong'))).toBeNull();
  });
});
