import { describe, expect, test } from 'vitest';
import type { Actor } from '../../src/model/actor.ts';
import { checkApprover, checkPerformer } from '../../src/plan/duties.ts';

const actor = (name: string, authenticated = true): Actor => ({ name, authenticated, via: 'http' });
const DRAFTED = { drafters: [actor('Ann Admin', false)], approvers: [actor('Pia')], performers: ['Max  Müller'] };

describe('with separation of duties on', () => {
  test.each([
    ['somebody unauthenticated', actor('Eve', false), 'an unauthenticated actor does not approve'],
    ['the drafter', actor('Ann Admin'), 'who drafts does not approve'],
    ['the drafter, spelled otherwise', actor(' ann-ADMIN'), 'who drafts does not approve'],
    ['a performer', actor('max müller'), 'who performs does not approve'],
  ])('%s does not approve', (_, approver, rule) => {
    expect(() => checkApprover(true, approver, DRAFTED)).toThrow(
      expect.objectContaining({ code: 'ERR_DUTIES', message: expect.stringContaining(rule) }),
    );
    expect(() => checkApprover(false, approver, DRAFTED)).not.toThrow();
  });

  test.each([
    ['the drafter', 'ann admin', 'who drafts does not perform'],
    ['the approver', 'PIA', 'who approves does not perform'],
  ])('%s does not perform', (_, performer, rule) => {
    expect(() => checkPerformer(true, performer, DRAFTED)).toThrow(
      expect.objectContaining({ code: 'ERR_DUTIES', message: expect.stringContaining(rule) }),
    );
    expect(() => checkPerformer(false, performer, DRAFTED)).not.toThrow();
  });

  const SIGNED_IN = {
    drafters: [actor('ana@acme.com (00u1)')],
    approvers: [actor('pia@acme.com (00u2)')],
    performers: [],
  };

  test('whoever changes their address stays who they are: the subject counts', () => {
    const renamed = actor('ana.new@acme.com (00u1)');
    expect(() => checkApprover(true, renamed, SIGNED_IN)).toThrow(expect.objectContaining({ code: 'ERR_DUTIES' }));
    expect(() => checkApprover(true, actor('ana@acme.com (00u3)'), SIGNED_IN)).toThrow();
    expect(() => checkApprover(true, actor('max@acme.com (00u4)'), SIGNED_IN)).not.toThrow();
  });

  test.each(['ana@acme.com', '00u1', 'Ana@Acme.com (00u1)', 'pia@acme.com'])('%s is known by that name too', (name) => {
    expect(() => checkPerformer(true, name, SIGNED_IN)).toThrow(expect.objectContaining({ code: 'ERR_DUTIES' }));
  });

  test('three people may', () => {
    expect(() => checkApprover(true, actor('Pia'), DRAFTED)).not.toThrow();
    expect(() => checkPerformer(true, 'Max Müller', DRAFTED)).not.toThrow();
  });
});
