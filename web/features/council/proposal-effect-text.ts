import { defineText } from '../../lib/text.ts';

/** What follows from a proposal, and whether it can be undone: for every signer, not only who proposes. */
export const proposalEffectText = defineText({
  en: {
    candidate: 'Named to follow',
    owners: '{threshold, number} of these {count, number} decide',
    then: 'What follows',
    nothingNamed: 'Nobody is named now: this would be refused.',
    thens: {
      nameSuccessor:
        'They can take the seat at once. As long as they have not, you decide and can take it back.',
      vetoCouncil: 'Nobody is named any more, and the present council remains.',
      acceptCouncil:
        'From then on those named decide for the community, and the council before them no longer does. Consents and licenses stay as they are.',
    },
    undo: {
      grant: 'It can be ended at any time. Licenses that were sold by then keep until their own last day.',
      grantCollection:
        'It can be ended at any time. Licenses that were sold by then keep until their own last day.',
      withdraw:
        'You can say yes again at any time. A lower share than before is possible only after seven days.',
      withdrawCollection:
        'You can say yes again at any time. A lower share than before is possible only after seven days.',
      dispute: 'You can take it back at any time; the history keeps that it was raised.',
      retractDispute: 'Yes, you can object again.',
      claim: 'No, it is paid at once.',
      confirmShare: 'No. Once the invoice is paid too, the license is given.',
      setPayout: 'You can change it again at any time; what was paid out meanwhile is gone.',
      nameSuccessor: 'Yes, until they have taken the seat.',
      vetoCouncil: 'They can be named again.',
      acceptCouncil: 'Only by naming another council.',
      addMember: 'The key can be ended again; what it signed meanwhile stays.',
      removeMember: 'The key can be let in again.',
      other: 'Not known. Take it as something that can’t be undone.',
    },
  },
  zh: {
    candidate: '已提名接任',
    owners: '由以下 {count} 人中的 {threshold} 人决定',
    then: '结果',
    nothingNamed: '目前没有提名，此项会被拒绝。',
    thens: {
      nameSuccessor: '对方随时可以就任。在其就任之前，仍由你们决定，并可收回提名。',
      vetoCouncil: '提名取消，仍由现任议事会代表社区。',
      acceptCouncil: '此后由被提名者代表社区决定，前一届议事会不再有权。已有的同意和许可保持不变。',
    },
    undo: {
      grant: '可以随时终止。在此之前已售出的许可，在其到期之前继续有效。',
      grantCollection: '可以随时终止。在此之前已售出的许可，在其到期之前继续有效。',
      withdraw: '可以随时重新同意。若要降低份额，须等待七天。',
      withdrawCollection: '可以随时重新同意。若要降低份额，须等待七天。',
      dispute: '可以随时撤回；曾提出异议一事仍保留在历史中。',
      retractDispute: '可以，能再次提出异议。',
      claim: '不能，款项会立即支付。',
      confirmShare: '不能。发票一经付清，许可即会发放。',
      setPayout: '可以随时再改；期间已支付的款项无法追回。',
      nameSuccessor: '可以，直至对方就任。',
      vetoCouncil: '对方可以再次被提名。',
      acceptCouncil: '只能通过提名另一个议事会。',
      addMember: '可以再停用该密钥；其间签署的内容保留。',
      removeMember: '可以重新允许该密钥。',
      other: '不清楚。请视为无法撤销。',
    },
  },
});
