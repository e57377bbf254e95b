import { defineText } from '../../../../lib/language/text.ts';

export const invitationText = defineText({
  en: {
    title: 'An invitation',
    titleFrom: '{name} invites you',
    brokenTitle: 'This invitation can’t be opened',
    broken:
      'The link may be incomplete, or the invitation was never made here. Open the whole link as you were sent it, or ask for a new one.',
    meant: 'For',
    as: 'As',
    OWNER: 'Owner: you act for it, and add or remove members',
    EDITOR: 'Editor: you act for it',
    VIEWER: 'Viewer: you see what it sees, and sign nothing',
    ELDER: 'Member of the council: together with the others you decide for the community',
    waitingElderTitle: 'Accepted. Now you can be chosen.',
    waitingElder:
      'Those who name the council of {name} see you by name now and can choose you. Tell them you have accepted. When you are chosen, the council desk says what to do.',
    acceptElderLead:
      'You accept as {name}. Those who name the council then see your name and your key. Accepting alone gives you no right yet.',
    toCouncil: 'To the council desk',
    expires: 'Open until',
    needsKey:
      'To accept, you need a key of your own. It signs for you; the organization never gets hold of it.',
    make: 'Make my key',
    haveOne: 'I have a key: sign in',
    acceptLead:
      'You accept as {name}. The organization then sees the address of your key and adds it. Accepting alone gives you no right yet.',
    accept: 'Accept the invitation',
    accepting: 'Accepting …',
    otherKey: 'Not you? Sign in with another key.',
    waitingTitle: 'Accepted. Now an owner adds your key.',
    waiting:
      'An owner of {name} has to sign that your key acts for it. Tell them you have accepted. This page looks every few seconds; you may also close it and come back.',
    takenTitle: 'Somebody else has accepted this invitation',
    taken:
      'It was accepted with another key than yours. If that was you, sign in with that key; else ask for an invitation of your own.',
    doneTitle: 'You act for {name} now',
    done: 'Your key was added. What you sign from now on counts as an act of {name}.',
    toDesk: 'To your desk',
    endedTitle: 'This invitation is used up',
    ended:
      'The key that accepted it was a member of {name}, and is none any more. No key is added twice: ask for a new invitation, and accept it with a new key.',
    expiredTitle: 'This invitation is over',
    expired: 'It was open for 14 days. Ask {name} for a new one.',
    withdrawnTitle: 'This invitation was withdrawn',
    withdrawn: '{name} took it back. Ask them if that is a mistake.',
    address: 'Address of the key that accepted',
  },
  zh: {
    title: '邀请',
    titleFrom: '{name}邀请您加入',
    brokenTitle: '无法打开此邀请',
    broken: '链接可能不完整，或此处并无该邀请。请打开收到的完整链接，或请对方重新发送。',
    meant: '受邀人',
    as: '角色',
    OWNER: '所有者：您可代表其办理事项，并可增减成员',
    EDITOR: '编辑：您可代表其办理事项',
    VIEWER: '查看者：您可查看其所见内容，但不能签署',
    ELDER: '议事会成员：与其他成员一起代表社区决定',
    waitingElderTitle: '已接受，现在可供选择。',
    waitingElder:
      '有权提名{name}议事会的人现在可以看到您的姓名并选择您。请告知对方您已接受。选定之后，议事会工作台会提示下一步。',
    acceptElderLead:
      '您将以 {name} 的身份接受邀请。有权提名议事会的人随后会看到您的姓名和密钥。仅接受邀请尚不产生任何权限。',
    toCouncil: '前往议事会工作台',
    expires: '有效期至',
    needsKey: '接受邀请需要您自己的密钥。密钥由您签署时使用，邀请方永远不会得到它。',
    make: '生成我的密钥',
    haveOne: '我有密钥：登录',
    acceptLead:
      '您将以 {name} 的身份接受邀请。随后对方会看到您的密钥地址并将其加入。仅接受邀请尚不产生任何权限。',
    accept: '接受邀请',
    accepting: '正在接受……',
    otherKey: '不是您？请用其他密钥登录。',
    waitingTitle: '已接受。等待所有者加入您的密钥。',
    waiting:
      '{name}的一位所有者须签署确认您的密钥可代表其办理事项。请告知对方您已接受。本页每隔几秒自动查看；您也可以关闭页面，稍后再来。',
    takenTitle: '此邀请已被他人接受',
    taken: '接受邀请的密钥不是您的。如果那也是您本人，请用那把密钥登录；否则请对方另发邀请。',
    doneTitle: '您现在可以代表{name}',
    done: '您的密钥已加入。从现在起，您签署的内容即为{name}的行为。',
    toDesk: '前往工作台',
    endedTitle: '此邀请已用过',
    ended:
      '接受邀请的密钥曾是{name}的成员，现已不是。同一把密钥不能再次加入：请对方另发邀请，并用新密钥接受。',
    expiredTitle: '此邀请已过期',
    expired: '邀请的有效期为 14 天。请{name}重新发送。',
    withdrawnTitle: '此邀请已被撤回',
    withdrawn: '{name}撤回了邀请。如属误会，请与对方联系。',
    address: '接受邀请的密钥地址',
  },
});
