package io.nachweis.starter.idempotency;

import io.nachweis.contracts.Refusal;
import io.nachweis.evidence.RequestAlreadyStored;
import io.nachweis.starter.idempotency.Fingerprints.Request;
import io.nachweis.starter.idempotency.Requests.Claim;

/** A request that came with a key. */
record KeyedRequest(Request request, Requests requests, Fingerprints fingerprints) implements Repeatable {

    private static final int OUR_FAULT = 500;

    @Override
    public void once(Object content, Runnable action) {
        requests.begin(fingerprints.of(request, content)).ifPresent(claim -> {
            boolean hasAsked;
            try {
                hasAsked = CurrentRequest.run(claim.id(), action);
            } catch (RequestAlreadyStored _) {
                // Done the time before, of which nobody knew what became.
                hasAsked = true;
            } catch (RuntimeException e) {
                giveUp(claim, e);
                throw e;
            }
            if (hasAsked) {
                requests.done(claim);
            } else {
                // Such as over a limit: what had no effect need not be kept from having two.
                requests.forget(claim);
            }
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
