// Addresses of scripts that Trusted Types let pass, where a policy asks for them: those of the two workers. There can be
// one policy of a name, so it is made once and here.

/** What a policy with Trusted Types has to allow by name. */
const POLICY = 'pymalloc-explorer';

/** What browsers without Trusted Types do not have, and TypeScript does not know. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy;
}

interface Policy {
  createScriptURL(address: string): string;
}

const known = new Set<string>();
let policy: Policy | undefined;

/** To be handed on at once, as the address of a worker of our own. */
export function trustedAddress(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return address;
  known.add(address);
  policy ??= trustedTypes.createPolicy(POLICY, {
    createScriptURL: (asked) => {
      if (!known.has(asked)) throw new TypeError(`${asked} is none of our workers`);
      return asked;
    },
  });
  return policy.createScriptURL(address);
}
