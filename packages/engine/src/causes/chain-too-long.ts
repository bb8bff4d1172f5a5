import { faultless, verifiedSettings } from '../worlds/cast.js';
import { defineCause } from './cause.js';
import { chainDecides, verifyChain, withServerName } from './evidence/commands.js';
import { ampleDepth, depthOf, isSet } from './evidence/hop-state.js';
import { verifyCode } from './evidence/signature.js';
import { certain, chain, directive, likely, line, possible, trust } from './evidence/verdict.js';

export default defineCause({
  id: 'chain-too-long',
  title: 'The chain has more intermediates than proxy_ssl_verify_depth allows',
  stage: 'verify',
  impact: { threat: 'low', downtime: 'high', minutesToFix: [5, 10] },
  explanation:
    'proxy_ssl_verify_depth counts the intermediates between leaf and root; its default is 1. A longer chain is not called too long: OpenSSL stops looking and says 20 (unable to get local issuer certificate), or 2 where the trusted file holds the intermediates. openssl verify, which has no such limit, accepts the very same chain: that is how to tell.',

  detect(given) {
    const code = verifyCode(given);
    if (code === 22) return certain([line(given, 'OpenSSL verify code 22: certificate chain too long')]);
    if (code !== 20 && code !== 2) return undefined;
    const { hop, assessment } = given;
    if (hop === undefined) return undefined;
    const depth = depthOf(hop);
    const limit = directive(
      hop.tls.verifyDepth,
      isSet(hop.tls.verifyDepth) ? `verify depth is ${depth}` : 'verify depth is not set: nginx’s default is 1',
    );
    const said = line(given, `OpenSSL verify code ${code}, which a depth limit logs too`);
    if (assessment !== undefined && depth !== undefined) {
      if (assessment.intermediates === undefined) return undefined;
      if (assessment.intermediates <= depth) return undefined;
      const counted = chain(
        `the chain has ${assessment.intermediates} intermediate${assessment.intermediates === 1 ? '' : 's'}`,
      );
      if (assessment.anchored === 'yes') return certain([said, limit, counted], 0.8);
      return given.chain.trustedNow?.state === 'read'
        ? undefined
        : likely([said, limit, counted], [chainDecides(given)], 0.7);
    }
    if (depth === 0) return likely([said, limit], [chainDecides(given)], 0.8);
    const bundle = given.chain.trustedNow;
    if (bundle?.state === 'read') {
      const roots = bundle.certificates.filter((one) => one.selfSigned).length;
      if (roots === 0) return undefined;
      const both = roots < bundle.certificates.length && bundle.certificates.length < 20;
      if (code === 2 && both)
        return likely(
          [said, limit, trust(`${bundle.path} holds the root as well as intermediates`)],
          [chainDecides(given)],
          0.8,
        );
    }
    return possible([said, limit], [chainDecides(given)], 0.5);
  },

  repair(given) {
    const needed = (given.genuine ?? given.assessment)?.smallestDepth;
    const depth = depthOf(given.hop) ?? 1;
    const value = String(needed ?? Math.max(ampleDepth, depth + 1));
    return [
      {
        type: 'set',
        setting: 'verify_depth',
        value,
        why:
          needed === undefined
            ? 'allows chains of up to that many intermediates; lower it to their number once it is known'
            : 'the number of intermediates in the chain that was given',
      },
    ];
  },
  unverifiedHelps: true,
  remedy: () => [],
  confirm: (given) => [verifyChain(given), `${withServerName(given)} | grep -E "^ *[0-9]+ s:"`],
  prevention: 'Set the depth explicitly beside the CA file, and check it when the PKI gains a level.',
  worlds: [
    {
      id: 'two-intermediates',
      upstream: { ...faultless, chain: ['deep-leaf', 'intermediate-2', 'intermediate'] },
      settings: { ...verifiedSettings, verify_depth: '1' },
      needsChain: true,
    },
    { id: 'depth-0', upstream: faultless, settings: { ...verifiedSettings, verify_depth: '0' } },
    {
      id: 'intermediates-in-bundle',
      upstream: { ...faultless, chain: ['deep-leaf', 'intermediate-2', 'intermediate'] },
      settings: { ...verifiedSettings, verify_depth: '1', trusted_certificate: 'tls/bundle.pem' },
      files: { 'tls/bundle.pem': { certificates: ['root', 'intermediate', 'intermediate-2'] } },
    },
  ],
  examples: [{ log: 'verify-20.log', config: 'depth-0.conf', confidence: 'likely' }],
});
