/** Who acts. Only an authenticated transport makes `authenticated` true. */
export interface Actor {
  readonly name: string;
  readonly authenticated: boolean;
  readonly via: 'stdio' | 'http' | 'terminal';
}
