import { enumOf } from '../../platform/graphql/enum-of.ts';
import { DELIVERY_STATES } from '../domain/delivery.ts';
import { MAIL_LANGUAGES, MAIL_STOPS } from '../domain/mailbox.ts';

export const DeliveryStateEnum = enumOf(
  DELIVERY_STATES,
  'DeliveryState',
  'DROPPED: who it was for may not have it, or does not want it, any more.',
);

export const MailLanguageEnum = enumOf(MAIL_LANGUAGES, 'MailLanguage', 'Of mails.');

export const MailStopEnum = enumOf(
  MAIL_STOPS,
  'MailStop',
  'REFUSED: the mail server of the address refuses it. UNSUBSCRIBED: by the link in a mail.',
);
