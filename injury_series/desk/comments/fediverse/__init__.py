"""Read public replies on the Fediverse through the public interface of its servers, and hold them."""
