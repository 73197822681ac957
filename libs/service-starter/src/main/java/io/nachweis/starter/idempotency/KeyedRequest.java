package io.nachweis.starter.idempotency;

import io.nachweis.contracts.Refusal;
import io.nachweis.evidence.RequestAlreadyStored;
import io.nachweis.starter.idempotency.Requests.Claim;

/** A request that came with a key. */
record KeyedRequest(String id, Requests requests, Fingerprints fingerprints) implements Repeatable {

    private static final int OUR_FAULT = 500;

    @Override
    public void once(Object content, Runnable action) {
        requests.begin(id, fingerprints.ofContent(id, content)).ifPresent(claim -> {
            try {
                CurrentRequest.run(id, action);
            } catch (RequestAlreadyStored _) {
                // Done the time before, of which nobody knew what became.
            } catch (RuntimeException e) {
                giveUp(claim, e);
                throw e;
            }
            requests.done(claim);
        });
    }

    private void giveUp(Claim claim, RuntimeException why) {
        if (why instanceof Refusal refusal && refusal.problem().status() < OUR_FAULT) {
            requests.forget(claim);
        } else {
            requests.leave(claim);
        }
    }
}
