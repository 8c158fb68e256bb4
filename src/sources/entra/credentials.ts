import { isLoopback } from '../../model/base-url.ts';
import { ClariIdentityError } from '../../model/errors.ts';
import type { EntraSettings } from '../../model/live.ts';
import { transport } from '../live/transport.ts';
import type { Tuning } from '../live/tuning.ts';
import { tokenRefused } from './token-refused.ts';
import { tokenRequests } from './token-request.ts';

export interface Credentials {
  /** `a client secret`, `a certificate`, `GRAPH_ACCESS_TOKEN`. */
  readonly kind: string;
  token(signal: AbortSignal | undefined): Promise<string>;
  /** Requests for tokens that went out. */
  calls(): number;
}

const AUTHORITY = 'https://login.microsoftonline.com';
/** One authority under two names, which point to each other. */
const SAME_AUTHORITY = [['https://login.chinacloudapi.cn', 'https://login.partner.microsoftonline.cn']] as const;

/** Says what is missing (ERR_CONFIG) before anything is sent. The Azure library is loaded only where it is needed. */
export async function credentialsOf(settings: EntraSettings, tuning: Tuning): Promise<Credentials> {
  const graph = new URL(settings.graphBaseUrl);
  if (settings.accessToken !== null) {
    if (!isLoopback(graph.hostname)) throw tokenOutsideLoopback();
    const token = settings.accessToken;
    return { kind: 'GRAPH_ACCESS_TOKEN', token: async () => token.reveal(), calls: () => 0 };
  }
  if (graph.protocol !== 'https:') throw needsHttps();
  const { tenantId, clientId, clientSecret, certificatePath } = settings;
  const missing = [
    ...(tenantId === null ? ['AZURE_TENANT_ID'] : []),
    ...(clientId === null ? ['AZURE_CLIENT_ID'] : []),
    ...(clientSecret === null && certificatePath === null
      ? ['AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH']
      : []),
  ];
  if (tenantId === null || clientId === null || missing.length > 0) throw incomplete(missing);
  // The Azure library refuses it too, with an error that names no variable.
  if (!/^[\dA-Za-z.-]+$/.test(tenantId)) throw noTenant();
  const authorityHost = (settings.authorityHost ?? AUTHORITY).replace(/\/+$/, '');
  const sender = transport({ service: 'The Entra ID sign-in', origins: originsOf(authorityHost), tuning });
  const requests = tokenRequests(sender);
  const azure = await import('@azure/identity');
  const options = {
    authorityHost,
    // It would ask a third host whether this authority is one; an administrator said that it is.
    disableInstanceDiscovery: true,
    httpClient: requests.client,
    retryOptions: { maxRetries: 0 },
  };
  const credential =
    clientSecret === null
      ? certificate(azure, tenantId, clientId, certificatePath ?? '', options)
      : new azure.ClientSecretCredential(tenantId, clientId, clientSecret.reveal(), options);
  const scope = `${graph.origin}/.default`;
  return {
    kind: clientSecret === null ? 'a certificate' : 'a client secret',
    calls: sender.calls,
    async token(signal) {
      try {
        requests.stopAt(signal);
        return (await credential.getToken(scope)).token;
      } catch (cause) {
        if (signal?.aborted === true) throw signal.reason;
        throw tokenRefused(requests.trouble(), authorityHost, cause);
      }
    },
  };
}

type Azure = typeof import('@azure/identity');

function certificate(
  azure: Azure,
  tenantId: string,
  clientId: string,
  path: string,
  options: ConstructorParameters<Azure['ClientCertificateCredential']>[3],
) {
  return new azure.ClientCertificateCredential(tenantId, clientId, { certificatePath: path }, options);
}

function originsOf(authorityHost: string): readonly string[] {
  const { origin } = new URL(authorityHost);
  return SAME_AUTHORITY.find((names) => names.some((name) => name === origin)) ?? [origin];
}

function incomplete(missing: readonly string[]): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIG',
    `Entra ID is configured in part: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not set.`,
    'Set what is missing, or unset all of AZURE_*, GRAPH_* and ENTRA_* to leave Entra ID out.',
  );
}

function noTenant(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIG',
    'AZURE_TENANT_ID is no tenant: it has characters that neither a tenant id nor a domain has.',
    'Set it to the directory (tenant) id that the Entra admin center shows, or to a domain of the tenant.',
  );
}

function tokenOutsideLoopback(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIG',
    'GRAPH_ACCESS_TOKEN is not usable: it stands in for the Azure credentials to a loopback Graph only.',
    'Unset it and set AZURE_TENANT_ID, AZURE_CLIENT_ID and a secret or certificate.',
  );
}

function needsHttps(): ClariIdentityError {
  return new ClariIdentityError(
    'ERR_CONFIG',
    'GRAPH_BASE_URL is http: tokens of Azure credentials are sent over https only.',
    'Set GRAPH_ACCESS_TOKEN for a Graph on loopback, or an https address.',
  );
}
