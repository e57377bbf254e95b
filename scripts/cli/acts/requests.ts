import { RIGHTS } from '@lanran/protocol/licensing/rights';
import { act, argument, option, parent, repeated, required, type ActGroup } from '../act.ts';
import { OWN_ORGANIZATION } from './parameters.ts';

const CALL = argument('<CALL>', 'call id');
const REQUEST = argument('<REQUEST>', 'request id');

export const REQUESTS: ActGroup = {
  title: 'Ask and agree',
  acts: [
    act('request', 'ask the holders and councils of assets for a use of them, or a question', {
      takes: [
        argument('<ASSET...>', '1 to 50 assets'),
        required('--message <text>', 'what you ask, at most 10,000 characters; its parties alone read it'),
        option('--media <names>', 'what for: media, comma-separated; with the next three'),
        option('--territory <places>', 'where: codes, names and groups, "world except US"'),
        option('--from <day>', 'first day, YYYY-MM-DD (UTC)'),
        option('--to <day>', 'last day, included'),
        option('--exclusive', 'nobody else may hold an overlapping license'),
        option('--price <amount>', 'for each asset (default: they name one)'),
        option(
          '--share-bps <n>',
          "the community's share, 2000 for 20 % (default: as it consented, else it names one)",
        ),
        option('--rights <names>', `${RIGHTS.join(', ')} (default: NONE)`),
        option('--due <day>', 'the last day for answers (default: in 30 days)'),
        repeated('--file <path>', 'a picture, PDF, text or CSV of at most 10 MB to send with it; at most 5'),
        option('--call <CALL>', 'in answer to this open call for proposals, with some of its assets'),
        option('--review', 'instead: ask the councils to look at assets that you hold'),
        OWN_ORGANIZATION,
      ],
      load: async () => (await import('../requests.ts')).request,
    }),
    act('requests', 'list the requests of which you are a party', {
      load: async () => (await import('../requests.ts')).requests,
    }),
    act('requests show', 'show a request, its terms and its thread', {
      takes: [REQUEST, option('--files <dir>', 'folder to download the files of its thread to')],
      load: async () => (await import('../requests.ts')).requestShow,
    }),
    act(
      'answer',
      'answer a request: agreeing also consents or offers, and states it; countering or declining takes that back',
      {
        takes: [
          REQUEST,
          argument('<ANSWER>', 'agree, counter, decline, message or withdraw'),
          repeated(
            '--asset <id>',
            'about this asset; may be given several times (default: all that wait; counter: also what is agreed on)',
          ),
          option('--message <text>', 'what you say; a message without files and a decline need it'),
          repeated(
            '--file <path>',
            'a picture, PDF, text or CSV of at most 10 MB to send with it; at most 5',
          ),
          option('--price <amount>', 'counter: for each asset'),
          option('--share-bps <n>', "counter: the community's share of the price"),
          option('--media <names>', 'counter: media, comma-separated'),
          option('--territory <places>', 'counter: codes, names and groups'),
          option('--from <day>', 'counter: first day'),
          option('--to <day>', 'counter: last day, included'),
          option('--exclusive', 'counter: nobody else may hold an overlapping license'),
          option('--not-exclusive', 'counter: others may'),
          option('--rights <names>', 'counter: what may be done with the license'),
          option(
            '--after <n>',
            'the last entry that you read; a later one refuses the answer. To agree to terms or counter them needs it',
          ),
          option(
            '--what-can-be-done',
            'agree or counter: leave out what could not be carried out (default: answer about all, or refuse)',
          ),
          option('--replace', 'agree, of a council: in place of its consent to another use by who asked'),
          OWN_ORGANIZATION,
        ],
        load: async () => (await import('../requests.ts')).answer,
      },
    ),
    act('inbox', 'list what your key and its organizations are told, the newest 50', {
      takes: [option('--unread', 'only what you have not read')],
      load: async () => (await import('../desk/inbox.ts')).inbox,
    }),
    parent('call', 'call for proposals on assets, or read such calls'),
    act('call open', 'open a call; the same file again on the same day opens it once', {
      takes: [required('--file <call.json>', 'what the call says, as docs/desk/calls.md shows')],
      load: async () => (await import('../desk/calls.ts')).open,
    }),
    act('call change', 'change an open call; each change is listed', {
      takes: [CALL, required('--file <change.json>', 'what to change; what it does not name stays')],
      load: async () => (await import('../desk/calls.ts')).change,
    }),
    act('call list', 'list calls, opened last first', {
      takes: [
        option('--state <state>', 'open, closed or withdrawn (default: all)'),
        option('--organization <id>', 'of this organization'),
      ],
      load: async () => (await import('../desk/calls.ts')).list,
    }),
    act('call show', 'show a call and those of its assets that you may see', {
      takes: [CALL],
      load: async () => (await import('../desk/calls.ts')).show,
    }),
    act('call close', 'take no more proposals from now on; what was proposed goes on', {
      takes: [CALL],
      load: async () => (await import('../desk/calls.ts')).close,
    }),
    act('call withdraw', 'take a call back; its page says why', {
      takes: [
        CALL,
        option('--reason <text>', 'why, in English'),
        option('--reason-zh <text>', 'why, in Chinese; one of the two is needed'),
      ],
      load: async () => (await import('../desk/calls.ts')).withdraw,
    }),
    act('call proposals', 'list what answers a call of yours; of another call, what you proposed', {
      takes: [CALL],
      load: async () => (await import('../desk/calls.ts')).proposals,
    }),
  ],
};
