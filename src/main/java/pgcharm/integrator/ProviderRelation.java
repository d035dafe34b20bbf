package pgcharm.integrator;

import pgcharm.juju.RelationId;

/// The relation with the provider.
///
/// @param application the provider's name
record ProviderRelation(RelationId id, String application, ProviderData provider) {
    /// The endpoint, which is also the key of the results of get-credentials.
    static final String ENDPOINT = "postgresql";
}
