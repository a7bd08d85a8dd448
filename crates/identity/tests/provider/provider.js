// A certified provider of OpenID Connect on a free port of this machine. It tells its address on the first line and ends
// with its standard input. Its own login form takes any name and password.
//
// Clients whose name begins with "forged-" get an ID token in which one thing is wrong, signed with the provider's key:
// what a client must find out for itself.

import http from 'node:http';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose';
import Provider from 'oidc-provider';

const REDIRECT = 'http://127.0.0.1:9/sign-in/oidc';
const WRONG = {
  audience: (claims) => ({ ...claims, aud: 'other' }),
  issuer: (claims) => ({ ...claims, iss: 'https://evil.example' }),
  nonce: (claims) => ({ ...claims, nonce: 'of another sign-in' }),
  expired: (claims) => ({ ...claims, exp: claims.iat - 1 }),
  key: (claims) => claims,
  none: (claims) => claims,
  nothing: (claims) => claims,
};

const server = http.createServer();
server.listen(0, '127.0.0.1', async () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const other = await generateKeyPair('RS256');
  const client = (name, more) => ({ client_id: name, client_secret: 's3cret', redirect_uris: [REDIRECT], ...more });
  const provider = new Provider(issuer, {
    clients: [
      client('cancau'),
      client('other'),
      client('posting', { token_endpoint_auth_method: 'client_secret_post' }),
      ...Object.keys(WRONG).map((what) => client(`forged-${what}`)),
    ],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'ours', alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['of the tests'] },
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'ma_can_bo'], email: ['email', 'email_verified'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        name: 'Nguyễn Văn An',
        preferred_username: 'an.nguyen',
        ma_can_bo: 'CB-001',
        email: 'an@example.vn',
        email_verified: id !== 'unproved',
      }),
    }),
  });
  provider.use(async (context, next) => {
    await next();
    const wrong = context.oidc?.client?.clientId.replace('forged-', '');
    if (context.oidc?.route !== 'token' || !(wrong in WRONG) || !context.body?.id_token) return;
    const claims = WRONG[wrong](decodeJwt(context.body.id_token));
    const text = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');
    if (wrong === 'nothing') {
      delete context.body.id_token;
    } else if (wrong === 'none') {
      context.body.id_token = `${text({ alg: 'none' })}.${text(claims)}.`;
    } else {
      const signed = new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'ours' });
      context.body.id_token = await signed.sign(wrong === 'key' ? other.privateKey : privateKey);
    }
  });
  server.on('request', provider.callback());
  console.log(issuer);
});

process.stdin.on('end', () => process.exit(0)).resume();
