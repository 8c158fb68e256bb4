import type { Capability } from './capability.ts';

/** Id of an application that people have accounts in: `clari`, `6sense`. */
export type App = string;

/** What an id of an application may look like. */
export const APP_ID = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** The applications whose profiles come with the program, the default first. */
export const SHIPPED_APPS = ['clari', 'copilot', 'salesloft', '6sense', 'alkami', 'amazinghiring'] as const;

/** The step of a person's plan that gives their records in the CRM to somebody else: what a profile's steps can wait for. */
export const HAND_OVER = 'hand_over_work' as const;

/** One step of manual work that an application needs beside the closing of the account itself. */
export interface ProfileStep {
  readonly id: string;
  readonly title: string;
  readonly instructions: readonly string[];
  readonly proof: string;
  /** Ids of steps of the same profile that come first; `HAND_OVER` if the application shows what the CRM says. */
  readonly after: readonly string[];
}

/** Directories that say live who is assigned to an application. */
export type AssigningDirectory = 'okta' | 'entra';

/** What reading, judging and planning need to know of an application, all of it data. */
export interface AppProfile {
  readonly id: App;
  /** As people write it: `Clari`, `Clari Copilot`, `6sense`. */
  readonly name: string;
  /** Where people are switched off by hand, as the vendor calls it; null: not known, ask the vendor. */
  readonly userAdministration: string | null;
  readonly usersList: {
    /** Field → further header names, beside those of every users list. */
    readonly headers: Readonly<Record<string, readonly string[]>>;
    /** Further status words, in lower case. */
    readonly statuses: Readonly<Record<string, 'active' | 'inactive'>>;
    /** Populations that one list may mix; an import must say which. Empty: there is one. */
    readonly populations: readonly string[];
  };
  readonly privilegedRoles: readonly string[];
  /** Who alone may deactivate a privileged account; null: any administrator, or not known. */
  readonly succession: { readonly role: string; readonly onlyBy: string } | null;
  readonly deactivation: {
    /** Who does it: `Clari administrator`. */
    readonly by: string;
    /** How, line by line; empty: not known. */
    readonly how: readonly string[];
    readonly breaks: readonly string[];
    /** In order. */
    readonly before: readonly ProfileStep[];
    readonly after: readonly ProfileStep[];
    /** SCIM exists for some plans, so whether it is on is asked first. */
    readonly askScimFirst: boolean;
  };
  /** Name of a live source that reads it, or null. */
  readonly live: string | null;
  /**
   * Id of what assigns it in a directory: Okta's application, Entra ID's service principal. Absent: nobody said, or it is
   * entered as Clari.
   */
  readonly assignedThrough?: Readonly<Record<AssigningDirectory, string | null>>;
  readonly capabilities: readonly Capability[];
  /** What public material does not say. Each text ends in what to ask. */
  readonly notKnown: readonly string[];
}
